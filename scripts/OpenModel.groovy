#@ CommandService commands
#@ File (label = "Model", style = "directory", persist = false) model
#@ String (label = "Condition", value = "all", persist = false) condition
#@ Long (label = "Seed", value = 1, persist = false) seed
#@output ij.ImagePlus sheet

// A sheet of samples, by the command's class: any input of the command can be given so.

import io.github.planfiji.command.OpenModelCommand

def run = commands.run(OpenModelCommand, true, "model", model, "condition", condition, "seed", seed).get()
if (run.isCanceled()) throw new IllegalStateException(run.getCancelReason())
sheet = run.getOutput("output")
