#@ File (label = "Model", style = "directory", persist = false) model
#@ File (label = "Released images", style = "directory", persist = false) released
#@ File (label = "Real images", style = "directory", persist = false) images
#@ File (label = "Distance network such as LPIPS, TorchScript you trust (empty: the perceptual net)", required = false, persist = false) distance
#@ File (label = "Folder for the report", style = "directory", persist = false) output
#@ Integer (label = "Seed", value = 1, persist = false) seed
#@output String verdict
#@output Double auc
#@output Double nearest
#@output Integer copies
#@output Double mml

// An audit by the API. The real images are those that the model was trained on by PLAN Train Model
// with this seed, which set a fifth of the patients aside: these are the held-out ones here.

import io.github.planfiji.audit.AuditInput
import io.github.planfiji.audit.AuditOptions
import io.github.planfiji.audit.AuditSets
import io.github.planfiji.audit.report.ReportFiles
import io.github.planfiji.dataset.ImageSetOptions
import io.github.planfiji.dataset.ImageSets
import io.github.planfiji.engine.Trust
import io.github.planfiji.ij.ImageJReader
import io.github.planfiji.run.Progress
import io.github.planfiji.session.Plan
import io.github.planfiji.training.TrainingData

def plan = Plan.open(model.toPath(), "auto")
try {
    def open = { folder ->
        def size = plan.manifest().resolution()
        ImageSets.open(ImageSetOptions.of(folder.toPath(), size, plan.manifest().channels()), new ImageJReader(), Progress.SILENT)
    }
    def real = TrainingData.split(open(images), 0.2, seed)
    def sets = new AuditSets(open(released), real.train(), real.unseen())

    // A classifier that was trained on the released images can be attacked as well:
    // .withAttack(MembershipAttack.of("Classifier loss", "its name", AttackScores.ofLoss(...), AttackScores.ofLoss(...), options))
    def options = AuditOptions.of(seed).withMatcher(10)
    def input = AuditInput.of(sets)
    if (distance != null) input = input.withDistance(plan.pairDistance(distance.toPath(), Trust.CODE))
    def result = plan.audit(input, options, Progress.SILENT)

    verdict = result.report().verdict()
    auc = result.strongest().attack().auc().value()
    mml = (distance == null ? result.nearest()[0] : result.pairs()[0]).distances().mean()
    nearest = result.nearest()[0].distances().minimum()
    copies = result.copies().identical()
    ReportFiles.save(result.report(), output.toPath())
} finally {
    plan.close()
}
