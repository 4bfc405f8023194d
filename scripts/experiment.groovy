#@ File (label = "Results", style = "directory", persist = false) output
#@ File (label = "Images (empty: phantoms)", required = false, persist = false) images
#@ File (label = "Labels", required = false, persist = false) labels
#@ File (label = "Model (empty: trained here)", style = "directory", required = false, persist = false) model
#@ File (label = "Distance network for mmL, TorchScript you trust (empty: the perceptual net)", required = false, persist = false) distance
#@ Integer (label = "Phantom patients to train on", value = 200, persist = false) patients
#@ Integer (label = "Phantom patients that nothing sees", value = 60, persist = false) unseen
#@ Integer (label = "Resolution", value = 64, persist = false) resolution
#@ Integer (label = "Channels", value = 3, persist = false) channels
#@ Integer (label = "Patients per group (k)", value = 5, persist = false) k
#@ Integer (label = "Images per class (0: as the real ones)", value = 0, persist = false) per_class
#@ Integer (label = "Steps of a walk", value = 12, persist = false) steps
#@ Integer (label = "Iterations at most", value = 100, persist = false) iterations
#@ Integer (label = "Walks of the figure (0: none)", value = 3, persist = false) curves
#@ Double (label = "Margin (quantile)", value = 0.05, persist = false) margin
#@ Double (label = "GAN length (thousand images)", value = 60, persist = false) kimg
#@ Double (label = "GAN minutes at most (0: no limit)", value = 0, persist = false) minutes
#@ Integer (label = "Identity classifier epochs (condition: half)", value = 40, persist = false) epochs
#@ Integer (label = "Encoder steps", value = 400, persist = false) encoder
#@ Integer (label = "Inversion steps", value = 30, persist = false) inversion
#@ Integer (label = "Images shown to a downstream classifier", value = 10000, persist = false) shown
#@ Integer (label = "Seeds of the downstream classifier", value = 3, persist = false) seeds
#@ Integer (label = "Epochs of the re-identification's matcher (0: none)", value = 10, persist = false) matcher
#@ Integer (label = "Resamples of an interval", value = 1000, persist = false) resamples
#@ Integer (label = "Seed", value = 1, persist = false) seed
#@output String table

// The experiment of the paper (Pennisi et al., MICCAI 2023, table 1) on any image set: a model is
// trained (or taken), data sets are made by k-same alone, straight walks, PLAN, and PLAN with the
// margin; each is audited and a classifier trained on it is tested on patients that nothing saw.
// A run that was stopped goes on where it was if it is started again with the same values. The
// released sets come into folders of their own; everything else in the results folder is private
// but table.md and table.csv.

import com.google.gson.Gson
import io.github.planfiji.audit.AttackScores
import io.github.planfiji.audit.AuditInput
import io.github.planfiji.audit.AuditOptions
import io.github.planfiji.audit.AuditSets
import io.github.planfiji.audit.MembershipAttack
import io.github.planfiji.audit.WalkCurve
import io.github.planfiji.audit.report.Numbers
import io.github.planfiji.audit.report.ReportFiles
import io.github.planfiji.dataset.ImageSetOptions
import io.github.planfiji.dataset.ImageSets
import io.github.planfiji.dataset.phantom.PhantomOptions
import io.github.planfiji.dataset.phantom.PhantomSet
import io.github.planfiji.engine.Torch
import io.github.planfiji.engine.Trust
import io.github.planfiji.ij.ImageJReader
import io.github.planfiji.ij.LineProgress
import io.github.planfiji.ksame.KSameOptions
import io.github.planfiji.release.Course
import io.github.planfiji.release.ReleaseOptions
import io.github.planfiji.run.AtomicFile
import io.github.planfiji.run.UserException
import io.github.planfiji.session.Plan
import io.github.planfiji.training.ModelOptions
import io.github.planfiji.training.ModelTrainer
import io.github.planfiji.training.TrainingData
import io.github.planfiji.utility.UtilityOptions
import io.github.planfiji.utility.UtilityStudy
import io.github.planfiji.walk.WalkOptions
import io.github.planfiji.walk.Walker
import java.nio.file.Files

def out = output.toPath()
def format = { pattern, Object... values -> String.format(Locale.ROOT, pattern, values) }

// a run goes on with its own values only
def config = [images: images, labels: labels, model: model, distance: distance, patients: patients, unseen: unseen,
    resolution: resolution, channels: channels, k: k, per_class: per_class, steps: steps, iterations: iterations, curves: curves,
    margin: margin, kimg: kimg, minutes: minutes, epochs: epochs, encoder: encoder, inversion: inversion, shown: shown,
    seeds: seeds, matcher: matcher, resamples: resamples, seed: seed].collect { name, value -> "$name=$value" }.join("\n") + "\n"
def configFile = out.resolve("experiment.txt")
if (!Files.exists(configFile)) AtomicFile.writeText(configFile, config)
UserException.require(Files.readString(configFile) == config,
    "The folder %s holds an experiment with other values (experiment.txt): give another folder.", out)

// the seconds of every stage, over all starts of this script; saved with each line of progress
def secondsFile = out.resolve("seconds.json")
def seconds = Files.exists(secondsFile) ? new Gson().fromJson(Files.readString(secondsFile), Map) : [:]
def tick = {}
def progress = new LineProgress({ line -> System.out.println(line); tick() })
def stage = { name, task ->
    System.out.println("== " + name)
    def start = System.nanoTime()
    def before = seconds[name] ?: 0d
    tick = {
        seconds[name] = before + (System.nanoTime() - start) / 1e9d
        AtomicFile.writeText(secondsFile, new Gson().toJson(seconds))
    }
    def result = task()
    tick()
    System.out.println(format("== %s: %.0f s", name, seconds[name]))
    result
}

def read = { folder, labelTable ->
    def options = ImageSetOptions.of(folder, resolution, channels)
    ImageSets.open(labelTable == null ? options : options.withLabels(labelTable.toPath()), new ImageJReader(), progress)
}
def data
if (images == null) {
    def all = PhantomSet.generate(PhantomOptions.of(patients + unseen, 8, resolution, seed), progress)
    data = TrainingData.of(all.subset((0..<patients * 8) as int[]), all.subset((patients * 8..<all.size()) as int[]))
} else {
    data = TrainingData.split(read(images.toPath(), labels), 0.2, seed)
}

def trained = model == null ? out.resolve("model-PRIVATE") : model.toPath()
if (model == null) stage("Training") {
    def torch = Torch.open("auto")
    try {
        def how = ModelOptions.small(kimg, seed).withLengths(epochs, (epochs + 1).intdiv(2), encoder, inversion).withMinutes(minutes)
        new ModelTrainer(torch, data, how, trained).train(progress, { count, samples -> })
    } finally {
        torch.close()
    }
}

def courses = [
    "k-same": [Course.POINTS, 0],
    "linear": [Course.STRAIGHT, 0],
    "PLAN": [Course.PLAN, 0],
    "PLAN+margin": [Course.PLAN, margin],
]
def ksame = KSameOptions.of(k).withSeed(seed)
def walking = WalkOptions.of(steps).withIterations(iterations)
def audits = AuditOptions.of(seed).withMatcher(matcher).withDraws(resamples, 200)
def plan = Plan.open(trained, "auto")
try {
    plan.calibrateWith(data.unseen())
    def sets = ["real": data.train()]
    def releases = [:]
    courses.each { name, course ->
        def options = ReleaseOptions.defaults()
            .withPerClass(per_class)
            .withCourse(course[0])
            .withWalk(walking)
            .withMargin(course[1], 0)
            .withSeed(seed)
        def folder = out.resolve("released " + name)
        releases[name] = stage("Synthesis, " + name) { plan.release(data.train(), ksame, options, folder, progress) }
        sets[name] = read(folder, null)
    }

    def study = new UtilityStudy(sets, data.unseen(), UtilityOptions.of(resolution, channels, seed, seeds).withShown([shown]))
    def utility = stage("Downstream classifiers") { study.run("auto", out.resolve("utility-PRIVATE"), progress) }
    def worth = utility.rows().collectEntries { [it.set(), it.measures()] }

    // what a classifier tells of its training patients: the attack of the paper, one a seed
    def onClassifier = stage("Attacks on the classifiers") {
        sets.keySet().collectEntries { name ->
            [name, utility.membership().findAll { it.set() == name }.collect {
                MembershipAttack.of("Loss of a classifier", name,
                    AttackScores.ofLosses(it.members().values(), it.members().patients()),
                    AttackScores.ofLosses(it.nonMembers().values(), it.nonMembers().patients()), audits)
            }]
        }
    }
    def percent = { name ->
        def accuracies = onClassifier[name].collect { 100 * it.accuracy().value() }
        def mean = accuracies.sum() / accuracies.size()
        format("%.1f ± %.1f", mean, Math.sqrt(accuracies.collect { (it - mean)**2 }.sum() / (accuracies.size() - 1)))
    }
    def measure = { name, key, factor, pattern -> format(pattern, factor * worth[name][key].mean(), factor * worth[name][key].sd()) }

    // the figure of the paper: the distance to the nearest real image along some walks, both ways
    def walks = stage("Walks of the figure") {
        if (curves == 0) return []
        plan.measureAgainst(data.train(), progress)
        def points = plan.anonymize(ksame, progress).points()
        def ends = (0..<curves).collect { i ->
            def label = i % plan.manifest().classes().size()
            def own = points.findAll { it.condition() == plan.manifest().classes()[label] }
            own.size() < 2 ? null : new Walker.Ends(own[i % own.size()].code(), own[(i + 1) % own.size()].code(), label)
        }.findAll { it != null }
        def walked = plan.walks(ends, walking, progress) + ends.collect { plan.walkLinear(it.from(), it.to(), it.label(), walking) }
        walked.collect { walk -> new WalkCurve(walk.method(), walk.distanceName(), walk.steps()*.nearestRealDistance() as double[]) }
    }

    // one audit a set, whose figures are kept for the table
    def audited = courses.keySet().findAll { sets[it].size() >= 20 }.collectEntries { name ->
        def kept = out.resolve("audit ${name}-PRIVATE/figures.json")
        if (!Files.exists(kept)) stage("Audit, " + name) {
            out.resolve("audit ${name}-PRIVATE").toFile().deleteDir() // of an audit that was stopped
            def input = AuditInput.of(new AuditSets(sets[name], data.train(), data.unseen()))
            onClassifier[name].each { input = input.withAttack(it) }
            walks.each { input = input.withWalk(it) }
            if (distance != null) input = input.withDistance(plan.pairDistance(distance.toPath(), Trust.CODE))
            def audit = plan.audit(input, audits, progress)
            ReportFiles.save(audit.report(), out.resolve("audit ${name}-PRIVATE"))
            def pair = audit.pairs() ? audit.pairs()[0] : null
            def nearest = pair ? pair.distances() : audit.nearest()[0].distances()
            def heldOut = pair ? pair.heldOut() : audit.nearest()[0].heldOut().distances()
            def attack = audit.strongest()
            def matched = audit.reidentification().findAll { it.isUsable() }.max { it.released().share() }
            AtomicFile.writeText(kept, new Gson().toJson([
                kid: Numbers.text(audit.fidelity().kernel().value()), fid: Numbers.text(audit.fidelity().frechet().value()),
                mml: Numbers.text(nearest.mean()), least: Numbers.text(nearest.minimum()),
                space: pair ? pair.space() : audit.nearest()[0].space(), fidelitySpace: audit.fidelity().space(),
                realKid: Numbers.text(audit.fidelity().heldOutKernel().value()), realFid: Numbers.text(audit.fidelity().heldOutFrechet()),
                realMml: Numbers.text(heldOut.toList().sum() / heldOut.length), realLeast: Numbers.text(heldOut.toList().min()),
                attack: Numbers.text(attack.attack().auc()), control: Numbers.interval(attack.control()),
                taken: matched == null ? "-" : Numbers.text(matched.released().estimate()), matcher: matched == null ? "-" : matched.space(),
                tooNear: audit.copies().tooNear().size(), verdict: audit.report().verdict()]))
        }
        [name, new Gson().fromJson(Files.readString(kept), Map)]
    }

    def markdown = { lines -> lines.collect { "| " + it.join(" | ") + " |" }.plus(1, ["|" + "---|" * lines[0].size()]).join("\n") + "\n" }
    def utilityOf = { name -> [measure(name, "accuracy", 100, "%.1f ± %.1f"), measure(name, "auc", 1, "%.3f ± %.3f"), percent(name)] }
    def rows = [["trained on", "images", "accuracy %", "AUC", "MIA %", "KID", "FID", "mmL", "mmL, minimum"]]
    rows << ["real", data.train().size(), *utilityOf("real"), *(["-"] * 4)]
    def more = [["set", "strongest attack on the images, AUC", "its control", "taken for a patient (0.05 by chance)", "by",
        "nearer than tau", "rejected", "walks made again", "audit"]]
    courses.keySet().each { name ->
        def a = audited[name]
        rows << [name, sets[name].size(), *utilityOf(name), *(a ? [a.kid, a.fid, a.mml, a.least] : ["-"] * 4)]
        more << [name, *(a ? [a.attack, a.control, a.taken, a.matcher, a.tooNear as int] : ["-"] * 5),
            releases[name].rejected(), releases[name].rewalked(), a ? a.verdict : "too few images"]
    }
    def one = audited.values().find()
    def real = { set -> set.size() + " images of " + set.renumbered().patients().size() }
    table = markdown(rows)
    def text = format("%s patients to train on, %s other patients to test with, %d x %d pixels, k = %d, seed %d; %d classifiers a row, %d images shown to each (mean ± standard deviation). ",
            real(data.train()), real(data.unseen()), resolution, resolution, k, seed, seeds, shown) +
        "MIA: accuracy of the attack on the classifier's loss at its best threshold, 50 by chance. Model " + plan.provenance(seed, [:]).modelHash().take(12) + ".\n\n" + table
    if (one) text += "\nmmL by ${one.space}; KID and FID by ${one.fidelitySpace}, FID comparable between sets of one size only. Held-out real images reach mmL ${one.realMml}, minimum ${one.realLeast}, KID ${one.realKid}, FID ${one.realFid}.\n"
    ["linear", "plan"].each { way ->
        def least = walks.findAll { it.method() == way }.collect { it.distances().toList()[1..-2].min() }
        if (least) text += "\nLowest point between the ends of ${least.size()} walks, $way: mean ${Numbers.text(least.sum() / least.size())}, least ${Numbers.text(least.min())} (${walks[0].space()}).\n"
    }
    text += "\n" + markdown(more) + "\n" + markdown([["stage", "minutes"]] + seconds.collect { [it.key, format("%.1f", it.value / 60)] })
    AtomicFile.writeText(out.resolve("table.md"), text)
    AtomicFile.writeText(out.resolve("table.csv"), rows.collect { row -> row.collect { '"' + it + '"' }.join(",") }.join("\n") + "\n")
    System.out.println(text)
} finally {
    plan.close()
}
