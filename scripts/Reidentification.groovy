#@ CommandService commands
#@ File (label = "Images of patients", style = "directory", persist = false) images
#@ File (label = "Results", style = "directory", persist = false) folder
#@ String (label = "Methods", value = "pixel, eigen", persist = false) methods
#@ String (label = "k", value = "2, 3, 5, 10", persist = false) k
#@ Integer (label = "Identity matcher epochs (0: none)", value = 20, persist = false) epochs
#@output ij.measure.ResultsTable rates

// Attacks k-same releases of a folder's images: how often is a patient named, against the line 1/k?

import io.github.planfiji.command.ReidentificationCommand

def run = commands.run(ReidentificationCommand, true, "images", images, "folder", folder,
    "methods", methods, "k", k, "epochs", epochs).get()
if (run.isCanceled()) throw new IllegalStateException(run.getCancelReason())
rates = run.getOutput("rates")
