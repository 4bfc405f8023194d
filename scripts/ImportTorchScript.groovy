#@ File (label = "TorchScript file", persist = false) file
#@ File (label = "Model folder", style = "directory", persist = false) model
#@ String (label = "It is the", choices = {"generator", "mapping", "condition", "identity", "encoder", "perceptual"}, persist = false) part
#@ Integer (label = "Resolution of the images", value = 64, persist = false) resolution
#@ Integer (label = "Channels", value = 1, persist = false) channels
#@ String (label = "Classes, with commas between", value = "", persist = false) classes
#@ String (label = "Generator: takes", choices = {"z", "w"}, value = "z", persist = false) latent
#@ Integer (label = "Generator: size of z", value = 512, persist = false) z
#@ Integer (label = "Generator: size of w (0: as z)", value = 0, persist = false) w
#@ Integer (label = "Generator: equal layers of w (0: w alone)", value = 0, persist = false) copies
#@ Integer (label = "Generator: classes that the mapping takes", value = 0, persist = false) mapped
#@ String (label = "Other networks: answer", choices = {"logits", "probabilities", "latent", "features"}, value = "logits", persist = false) answer
#@ Integer (label = "Other networks: outputs", value = 2, persist = false) outputs
#@ Double (label = "Black is", value = -1, persist = false) black
#@ Double (label = "White is", value = 1, persist = false) white

// Puts a network that somebody exported with torch.jit.save into a model folder, which is made if
// it is not there. Run it once for each network. The file is copied, not opened: PLAN Open Model...
// opens it, with trust=true, because TorchScript is a program.

import io.github.planfiji.engine.ImageRange
import io.github.planfiji.engine.Model
import io.github.planfiji.engine.ModelBundle
import io.github.planfiji.engine.ModelManifest
import io.github.planfiji.engine.TorchScriptGeneratorShape
import io.github.planfiji.engine.TorchScriptNetShape
import io.github.planfiji.run.Version

def names = classes.split(",").collect { it.trim() }.findAll { it }
def bundle = ModelBundle.create(model.toPath(), ModelManifest.of(Version.TOOL, resolution, channels, names))
def range = ImageRange.of(black, white)
def shape = part == Model.GENERATOR ? new TorchScriptGeneratorShape(latent, z, w, mapped, copies, range)
        : part == Model.MAPPING ? [:]
        : new TorchScriptNetShape(channels, outputs, answer, range)

// Networks that were trained to know patients are private.
def isPrivate = part in [Model.IDENTITY, Model.ENCODER]
bundle.putTorchScript(part, isPrivate, shape, file.toPath(), [source: "imported TorchScript"])
