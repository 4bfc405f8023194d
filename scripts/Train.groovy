#@ CommandService commands
#@ File (label = "Images", style = "directory", persist = false) images
#@ File (label = "Model folder", style = "directory", persist = false) output
#@ String (label = "Resolution", value = "64", persist = false) resolution
#@ Double (label = "GAN length (thousand images)", value = 60, persist = false) kimg
#@ Integer (label = "Identity classifier epochs", value = 40, persist = false) epochs
#@ Integer (label = "Encoder steps", value = 1500, persist = false) encoder
#@ Integer (label = "Inversion steps", value = 30, persist = false) inversion
#@output ij.ImagePlus samples

// Trains a model; run it again with the same values to go on where it was stopped.

import io.github.planfiji.command.TrainCommand

def run = commands.run(TrainCommand, true, "images", images, "output", output, "resolution", resolution,
    "kimg", kimg, "epochs", epochs, "encoder", encoder, "inversion", inversion).get()
if (run.isCanceled()) throw new IllegalStateException(run.getCancelReason())
samples = run.getOutput("samples")
