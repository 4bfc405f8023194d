#@ File (label = "Model", style = "directory", persist = false) model
#@ File (label = "Real images", style = "directory", persist = false) images
#@ File (label = "Released folder", style = "directory", persist = false) output
#@ Integer (label = "Images per class (0: as the real ones)", value = 0, persist = false) per_class
#@ Integer (label = "Iterations at most", value = 100, persist = false) iterations
#@ Integer (label = "Inversion steps", value = 100, persist = false) inversion
#@output Integer released
#@output Double tau

// From a private folder to a released one by the API. Run it again after a stop: it goes on.

import io.github.planfiji.dataset.ImageSetOptions
import io.github.planfiji.dataset.ImageSets
import io.github.planfiji.ij.ImageJReader
import io.github.planfiji.inversion.InversionOptions
import io.github.planfiji.ksame.KSameOptions
import io.github.planfiji.release.ReleaseOptions
import io.github.planfiji.run.Progress
import io.github.planfiji.session.Plan
import io.github.planfiji.walk.WalkOptions

def plan = Plan.open(model.toPath(), "auto")
try {
    def size = plan.manifest().resolution()
    def channels = plan.manifest().channels()
    def reals = ImageSets.open(ImageSetOptions.of(images.toPath(), size, channels), new ImageJReader(), Progress.SILENT)
    def options = ReleaseOptions.defaults()
        .withPerClass(per_class)
        .withWalk(WalkOptions.of(12).withIterations(iterations))
    def result = plan.release(reals, InversionOptions.of(inversion), KSameOptions.of(5), options, output.toPath(), Progress.SILENT)
    released = result.released()
    tau = result.margin().threshold()
} finally {
    plan.close()
}
