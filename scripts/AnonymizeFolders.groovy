#@ CommandService commands
#@ File (label = "Model", style = "directory", persist = false) model
#@ File (label = "Folder of image folders", style = "directory", persist = false) images
#@ File (label = "Save to folder", style = "directory", persist = false) output
#@ Integer (label = "Patients per group (k)", value = 5, persist = false) k
#@ Integer (label = "Inversion steps", value = 100, persist = false) inversion
#@output String report

// A batch: each folder in a folder (one hospital each, say) is anonymised into a folder of the same
// name. One that fails does not end the batch: failures are reported at the end. Then the script
// fails too, so that whoever runs it sees it.

import io.github.planfiji.command.AnonymizeCommand

def failures = [:]
def folders = images.listFiles().findAll { it.directory }.sort { it.name }
folders.each { folder ->
    def run = commands.run(AnonymizeCommand, true, "model", model, "images", folder, "k", k,
        "inversion", inversion, "folder", new File(output, folder.name)).get()
    if (run.isCanceled()) failures[folder.name] = run.getCancelReason()
}
report = "${folders.size() - failures.size()} of ${folders.size()} folders anonymised"
if (failures)
    throw new IllegalStateException(report + failures.collect { name, why -> "\n$name: $why" }.join())
