#@ File (label = "Model", style = "directory", persist = false) model
#@ File (label = "Real images", style = "directory", persist = false) images
#@ Integer (label = "Steps", value = 24, persist = false) steps
#@ Integer (label = "Iterations", value = 500, persist = false) iterations
#@output ij.ImagePlus walk
#@output Double plan_worst
#@output Double linear_worst

// A walk by the API: k-same groups of the model's training images, PLAN and the straight walk
// between the first two groups, both measured against real images.

import io.github.planfiji.dataset.ImageSetOptions
import io.github.planfiji.dataset.ImageSets
import io.github.planfiji.ij.Depth
import io.github.planfiji.ij.ImageJReader
import io.github.planfiji.ij.WalkStack
import io.github.planfiji.ksame.KSameOptions
import io.github.planfiji.run.Progress
import io.github.planfiji.session.Plan
import io.github.planfiji.walk.WalkOptions

def plan = Plan.open(model.toPath(), "auto")
try {
    def size = plan.manifest().resolution()
    def channels = plan.manifest().channels()
    plan.measureAgainst(ImageSets.open(ImageSetOptions.of(images.toPath(), size, channels), new ImageJReader(), Progress.SILENT))

    def groups = plan.anonymize(KSameOptions.of(5), Progress.SILENT).points()
    def condition = plan.classIndex(groups[0].condition())
    def options = WalkOptions.of(steps).withIterations(iterations)
    def linear = plan.walkLinear(groups[0].code(), groups[1].code(), condition, options)
    def bent = plan.walk(groups[0].code(), groups[1].code(), condition, options, Progress.SILENT)

    walk = WalkStack.sideBySide(linear, bent, Depth.BYTE)
    plan_worst = bent.worstNearestRealDistance()
    linear_worst = linear.worstNearestRealDistance()
} finally {
    plan.close()
}
