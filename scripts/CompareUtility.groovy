#@ String (label = "Training sets (name=folder; name=folder)", persist = false) sets
#@ File (label = "Real test images", style = "directory", persist = false) test
#@ File (label = "Results", style = "directory", persist = false) output
#@ Integer (label = "Resolution", value = 64, persist = false) resolution
#@ String (label = "Lengths to choose from, in images shown", value = "5000, 10000", persist = false) lengths
#@ Integer (label = "Seeds", value = 3, persist = false) seeds
#@output ij.measure.ResultsTable table

// What training sets are worth, by the API: on each, classifiers are trained from several seeds and
// lengths; a validation part of the set chooses the length; the test images only test.

import io.github.planfiji.ij.ImageJReader
import io.github.planfiji.ij.UtilityTable
import io.github.planfiji.run.Progress
import io.github.planfiji.utility.NamedFolders
import io.github.planfiji.utility.UtilityFiles
import io.github.planfiji.utility.UtilityOptions
import io.github.planfiji.utility.UtilityStudy

def options = UtilityOptions.of(resolution, 3, 1, seeds).withShown(lengths.split(",").collect { it.trim() as Integer })
def study = UtilityStudy.open(NamedFolders.parse(sets), test.toPath(), options, new ImageJReader(), Progress.SILENT)
def result = study.run("auto", output.toPath(), Progress.SILENT)
UtilityFiles.write(result, output.toPath())
table = UtilityTable.of(result)
