#@ CommandService commands
#@ Integer (label = "Patients", value = 24, persist = false) patients
#@ Integer (label = "Size (pixels)", value = 128, persist = false) size
#@output ij.ImagePlus photographs

// Phantom fundus photographs; with a "folder" they are saved too.

import io.github.planfiji.command.PhantomsCommand

def run = commands.run(PhantomsCommand, true, "patients", patients, "size", size).get()
if (run.isCanceled()) throw new IllegalStateException(run.getCancelReason())
photographs = run.getOutput("output")
