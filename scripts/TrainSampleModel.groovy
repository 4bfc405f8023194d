#@ File (label = "Model folder", style = "directory", persist = false) output
#@ Integer (label = "Patients", value = 200, persist = false) patients
#@ Integer (label = "Unseen patients", value = 60, persist = false) unseen
#@ Double (label = "GAN length (thousand images)", value = 60, persist = false) kimg
#@ Double (label = "GAN minutes at most (0: no limit)", value = 0, persist = false) minutes
#@ Integer (label = "Identity classifier epochs (condition: half)", value = 40, persist = false) epochs
#@ Integer (label = "Encoder steps", value = 1500, persist = false) encoder
#@ Integer (label = "Inversion steps", value = 30, persist = false) inversion
#@output String report

// Trains the model in sample-data/model on phantom fundus photographs. A run that was stopped goes
// on from its checkpoints; delete the folders "checkpoints" and "samples" afterwards.

import io.github.planfiji.dataset.phantom.PhantomOptions
import io.github.planfiji.dataset.phantom.PhantomSet
import io.github.planfiji.engine.Torch
import io.github.planfiji.ij.SampleSheets
import io.github.planfiji.run.Progress
import io.github.planfiji.training.ModelOptions
import io.github.planfiji.training.ModelTrainer
import io.github.planfiji.training.TrainingData

def started = System.nanoTime()
def lines = []
def progress = new Progress() {
    void report(String phase, long done, long total) {}
    void note(String line) {
        line = String.format("%7.0f s  %s", (System.nanoTime() - started) / 1e9, line)
        lines << line
        println line
    }
}

// One set: the first patients train, the others only measure.
int images = 8
def all = PhantomSet.generate(PhantomOptions.of(patients + unseen, images, 64, 1), progress)
int cut = patients * images
def train = all.subset((0..<cut) as int[])
def rest = all.subset((cut..<all.size()) as int[])

def torch = Torch.open("auto")
try {
    def options = ModelOptions.small(kimg, 1).withLengths(epochs, epochs.intdiv(2), encoder, inversion).withMinutes(minutes)
    def sheets = new SampleSheets(output.toPath())
    new ModelTrainer(torch, TrainingData.of(train, rest), options, output.toPath())
        .train(progress, { count, samples -> sheets.show(count, samples) })
} finally {
    torch.close()
}
report = lines.join("\n")
