#@ File (label = "Results", style = "directory", persist = false) output
#@ File (label = "Images (empty: phantoms)", required = false, persist = false) images
#@ File (label = "Labels", required = false, persist = false) labels
#@ File (label = "Model (empty: trained here)", style = "directory", required = false, persist = false) model
#@ Integer (label = "Phantom patients to train on", value = 200, persist = false) patients
#@ Integer (label = "Phantom patients that nothing sees", value = 60, persist = false) unseen
#@ Integer (label = "Resolution", value = 64, persist = false) resolution
#@ Integer (label = "Channels", value = 3, persist = false) channels
#@ Integer (label = "Patients per group (k)", value = 5, persist = false) k
#@ Integer (label = "Images per class (0: as the real ones)", value = 0, persist = false) per_class
#@ Integer (label = "Steps of a walk", value = 12, persist = false) steps
#@ Integer (label = "Iterations at most", value = 100, persist = false) iterations
#@ Double (label = "Margin (quantile)", value = 0.05, persist = false) margin
#@ Double (label = "GAN length (thousand images)", value = 60, persist = false) kimg
#@ Double (label = "GAN minutes at most (0: no limit)", value = 0, persist = false) minutes
#@ Integer (label = "Identity classifier epochs (condition: half)", value = 40, persist = false) epochs
#@ Integer (label = "Encoder steps", value = 400, persist = false) encoder
#@ Integer (label = "Inversion steps", value = 30, persist = false) inversion
#@ Integer (label = "Images shown to a downstream classifier", value = 10000, persist = false) shown
#@ Integer (label = "Seeds of the downstream classifier", value = 3, persist = false) seeds
#@ Integer (label = "Seed", value = 1, persist = false) seed
#@output String table

// The experiment of the paper (Pennisi et al., MICCAI 2023, table 1) on any image set: a model is
// trained (or taken), data sets are made by k-same alone, straight walks, PLAN, and PLAN with the
// margin; each is audited and a classifier trained on it is tested on patients that nothing saw.
// A run that was stopped goes on where it was. The released sets come into folders of their own;
// everything else in the results folder is private but table.md and table.csv.

import io.github.planfiji.audit.AttackScores
import io.github.planfiji.audit.AuditInput
import io.github.planfiji.audit.AuditOptions
import io.github.planfiji.audit.AuditSets
import io.github.planfiji.audit.MembershipAttack
import io.github.planfiji.audit.report.ReportFiles
import io.github.planfiji.dataset.ImageSetOptions
import io.github.planfiji.dataset.ImageSets
import io.github.planfiji.dataset.phantom.PhantomOptions
import io.github.planfiji.dataset.phantom.PhantomSet
import io.github.planfiji.engine.Torch
import io.github.planfiji.ij.ImageJReader
import io.github.planfiji.ksame.KSameOptions
import io.github.planfiji.release.Course
import io.github.planfiji.release.ReleaseOptions
import io.github.planfiji.run.AtomicFile
import io.github.planfiji.run.Progress
import io.github.planfiji.session.Plan
import io.github.planfiji.training.ModelOptions
import io.github.planfiji.training.ModelTrainer
import io.github.planfiji.training.TrainingData
import io.github.planfiji.utility.UtilityOptions
import io.github.planfiji.utility.UtilityStudy
import io.github.planfiji.walk.WalkOptions

def out = output.toPath()
def progress = new Progress() {
    void report(String phase, long done, long total) {}
    void note(String line) { println line }
}
def read = { folder, table ->
    def options = ImageSetOptions.of(folder, resolution, channels)
    ImageSets.open(table == null ? options : options.withLabels(table.toPath()), new ImageJReader(), progress)
}
def data
if (images == null) {
    def all = PhantomSet.generate(PhantomOptions.of(patients + unseen, 8, resolution, seed), progress)
    data = TrainingData.of(all.subset((0..<patients * 8) as int[]), all.subset((patients * 8..<all.size()) as int[]))
} else {
    data = TrainingData.split(read(images.toPath(), labels), 0.2, seed)
}

def trained = model == null ? out.resolve("model-PRIVATE") : model.toPath()
if (model == null) {
    def torch = Torch.open("auto")
    try {
        def how = ModelOptions.small(kimg, seed).withLengths(epochs, (epochs + 1).intdiv(2), encoder, inversion).withMinutes(minutes)
        new ModelTrainer(torch, data, how, trained).train(progress, { count, samples -> })
    } finally {
        torch.close()
    }
}

def courses = [
    "k-same": [Course.POINTS, 0],
    "linear": [Course.STRAIGHT, 0],
    "PLAN": [Course.PLAN, 0],
    "PLAN+margin": [Course.PLAN, margin],
]
def timed = { task -> def start = System.nanoTime(); def result = task(); [result, (System.nanoTime() - start) / 1e9] }
def audits = AuditOptions.of(seed)
def plan = Plan.open(trained, "auto")
try {
    plan.calibrateWith(data.unseen())
    def sets = ["real": data.train()]
    def releases = [:]
    def seconds = [:]
    courses.each { name, course ->
        def options = ReleaseOptions.defaults()
            .withPerClass(per_class)
            .withCourse(course[0])
            .withWalk(WalkOptions.of(steps).withIterations(iterations))
            .withMargin(course[1], 0)
            .withSeed(seed)
        def folder = out.resolve("released " + name)
        def (release, time) = timed { plan.release(data.train(), KSameOptions.of(k).withSeed(seed), options, folder, progress) }
        releases[name] = release
        seconds[name] = time
        sets[name] = read(folder, null)
        println String.format(Locale.ROOT, "%s: %d images in %.0f s", name, release.released(), time)
    }

    def study = new UtilityStudy(sets, data.unseen(), UtilityOptions.of(resolution, channels, seed, seeds).withShown([shown]))
    def utility = study.run("auto", out.resolve("utility-PRIVATE"), progress)
    def worth = utility.rows().collectEntries { [it.set(), it.measures()] }

    // what a classifier tells of its training patients: the attack of the paper, mean over its seeds
    def onClassifier = { name ->
        utility.membership().findAll { it.set() == name }.collect {
            MembershipAttack.of("Loss of a classifier", name,
                AttackScores.ofLosses(it.members().values(), it.members().patients()),
                AttackScores.ofLosses(it.nonMembers().values(), it.nonMembers().patients()), audits)
        }
    }
    def percent = { name ->
        def accuracies = onClassifier(name).collect { 100 * it.accuracy().value() }
        accuracies.empty ? "-" : String.format(Locale.ROOT, "%.1f", accuracies.sum() / accuracies.size())
    }
    def measure = { name, key ->
        String.format(Locale.ROOT, "%.3f ± %.3f", worth[name][key].mean(), worth[name][key].sd())
    }

    def rows = [["trained on", "images", "accuracy", "AUC", "MIA on the classifier, accuracy %", "strongest attack on the images, AUC",
        "its control", "KID", "FID", "mmL", "mmL, minimum", "too near", "rejected", "seconds"]]
    rows << ["real", data.train().size(), measure("real", "accuracy"), measure("real", "auc"), percent("real")] + ["-"] * 9
    courses.keySet().each { name ->
        def start = [name, sets[name].size(), measure(name, "accuracy"), measure(name, "auc"), percent(name)]
        def end = [releases[name].rejected(), String.format(Locale.ROOT, "%.0f", seconds[name])]
        if (sets[name].size() < 20) { // too few for an audit
            rows << start + ["-"] * 7 + end
            return
        }
        def input = AuditInput.of(new AuditSets(sets[name], data.train(), data.unseen()))
        onClassifier(name).each { input = input.withAttack(it) }
        def audit = plan.audit(input, audits, progress)
        ReportFiles.save(audit.report(), out.resolve("audit " + name))
        def nearest = audit.nearest()[0].distances()
        def attack = audit.strongest()
        rows << start + [
            String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", attack.attack().auc().value(), attack.attack().auc().low(), attack.attack().auc().high()),
            String.format(Locale.ROOT, "%.3f to %.3f", attack.control().low(), attack.control().high()),
            String.format(Locale.ROOT, "%.4f", audit.fidelity().kernel().value()),
            String.format(Locale.ROOT, "%.2f", audit.fidelity().frechet().value()),
            String.format(Locale.ROOT, "%.3f", nearest.mean()),
            String.format(Locale.ROOT, "%.3f", nearest.minimum()),
            audit.copies().tooNear().size()] + end
    }
    def lines = rows.collect { "| " + it.join(" | ") + " |" }
    lines.add(1, "|" + "---|" * rows[0].size())
    table = lines.join("\n") + "\n"
    AtomicFile.writeText(out.resolve("table.md"), table)
    AtomicFile.writeText(out.resolve("table.csv"), rows.collect { row -> row.collect { '"' + it + '"' }.join(",") }.join("\n") + "\n")
    println table
} finally {
    plan.close()
}
