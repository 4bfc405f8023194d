#@ CommandService commands
#@ File (label = "Model", style = "directory", persist = false) model
#@ Integer (label = "Patients per group (k)", value = 5, persist = false) k
#@ File (label = "Save to folder", style = "directory", persist = false) folder
#@output ij.ImagePlus stack

// k-same images of the patients that the model was trained on, saved with their certificate.

import io.github.planfiji.command.AnonymizeCommand

def run = commands.run(AnonymizeCommand, true, "model", model, "k", k, "folder", folder).get()
if (run.isCanceled()) throw new IllegalStateException(run.getCancelReason())
stack = run.getOutput("output")
