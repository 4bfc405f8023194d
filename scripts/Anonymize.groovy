#@ File (label = "Model", style = "directory", persist = false) model
#@ Integer (label = "k", value = 5, persist = false) k
#@ String (label = "Method", choices = {"centroid", "k-SALSA", "interpolation"}, value = "k-SALSA", persist = false) method
#@ Integer (label = "k-SALSA steps", value = 100, persist = false) salsa
#@output ij.ImagePlus points
#@output String certificate

// k-same points of the model's training images by the API, their images as a stack, and the
// certificate. The list of members, made.result().membership(), stays here: it is private.

import io.github.planfiji.ij.KSameStack
import io.github.planfiji.ksalsa.KSalsaOptions
import io.github.planfiji.ksame.CertificateFile
import io.github.planfiji.ksame.KSameOptions
import io.github.planfiji.run.Progress
import io.github.planfiji.session.AnonymizationMethod
import io.github.planfiji.session.Anonymizer
import io.github.planfiji.session.MethodOptions
import io.github.planfiji.session.Plan

def plan = Plan.open(model.toPath(), "auto")
try {
    def how = MethodOptions.defaults().withKSalsa(KSalsaOptions.of(salsa))
    def made = Anonymizer.of(plan).with(how)
        .anonymize(AnonymizationMethod.of(method), KSameOptions.of(k), Progress.SILENT)
    points = KSameStack.of(made.result(), made.pictures(), made.provenance())
    certificate = CertificateFile.toJson(made.result().certificate())
} finally {
    plan.close()
}
