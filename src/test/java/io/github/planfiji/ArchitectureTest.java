package io.github.planfiji;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rooms of the house, and which may look into which. */
class ArchitectureTest {

    private static final String ROOT = "io.github.planfiji.";

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.planfiji");
    }

    @Test
    void importsRunOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("run")
                .definedBy(ROOT + "run..")
                .layer("latent")
                .definedBy(ROOT + "latent..")
                .layer("dataset")
                .definedBy(ROOT + "dataset..")
                .layer("measure")
                .definedBy(ROOT + "measure..")
                .layer("ksame")
                .definedBy(ROOT + "ksame..")
                .layer("engine")
                .definedBy(ROOT + "engine..")
                .layer("inversion")
                .definedBy(ROOT + "inversion..")
                .layer("ksalsa")
                .definedBy(ROOT + "ksalsa..")
                .layer("training")
                .definedBy(ROOT + "training..")
                .layer("utility")
                .definedBy(ROOT + "utility..")
                .layer("walk")
                .definedBy(ROOT + "walk..")
                .layer("release")
                .definedBy(ROOT + "release..")
                .layer("audit")
                .definedBy(ROOT + "audit..")
                .layer("session")
                .definedBy(ROOT + "session..")
                .layer("ij")
                .definedBy(ROOT + "ij..")
                .layer("command")
                .definedBy(ROOT + "command..")
                .whereLayer("command")
                .mayOnlyAccessLayers(
                        "ij",
                        "session",
                        "release",
                        "utility",
                        "audit",
                        "walk",
                        "training",
                        "ksalsa",
                        "inversion",
                        "engine",
                        "ksame",
                        "dataset",
                        "run")
                .whereLayer("ij")
                .mayOnlyAccessLayers(
                        "session", "release", "utility", "audit", "walk", "ksame", "latent",
                        "dataset", "run")
                .whereLayer("session")
                .mayOnlyAccessLayers(
                        "release",
                        "audit",
                        "walk",
                        "ksalsa",
                        "inversion",
                        "engine",
                        "ksame",
                        "latent",
                        "dataset",
                        "run")
                .whereLayer("release")
                .mayOnlyAccessLayers(
                        "walk", "engine", "ksame", "measure", "latent", "dataset", "run")
                .whereLayer("utility")
                .mayOnlyAccessLayers("training", "engine", "dataset", "run")
                .whereLayer("audit")
                .mayOnlyAccessLayers("training", "engine", "measure", "ksame", "dataset", "run")
                .whereLayer("walk")
                .mayOnlyAccessLayers("engine", "measure", "latent", "dataset", "run")
                .whereLayer("training")
                .mayOnlyAccessLayers("inversion", "engine", "measure", "dataset", "run")
                .whereLayer("inversion")
                .mayOnlyAccessLayers("engine", "latent", "dataset", "run")
                .whereLayer("ksalsa")
                .mayOnlyAccessLayers("engine", "ksame", "latent", "run")
                .whereLayer("engine")
                .mayOnlyAccessLayers("dataset", "run")
                .whereLayer("ksame")
                .mayOnlyAccessLayers("dataset", "run")
                .whereLayer("measure")
                .mayOnlyAccessLayers("run")
                .whereLayer("dataset")
                .mayOnlyAccessLayers("run")
                .whereLayer("latent")
                .mayNotAccessAnyLayer()
                .whereLayer("run")
                .mayNotAccessAnyLayer()
                .check(classes);
    }

    @Test
    void everyClassHasARoom() {
        classes()
                .should()
                .resideInAnyPackage(
                        ROOT + "run..",
                        ROOT + "latent..",
                        ROOT + "dataset..",
                        ROOT + "measure..",
                        ROOT + "ksame..",
                        ROOT + "engine..",
                        ROOT + "inversion..",
                        ROOT + "ksalsa..",
                        ROOT + "training..",
                        ROOT + "utility..",
                        ROOT + "walk..",
                        ROOT + "release..",
                        ROOT + "audit..",
                        ROOT + "session..",
                        ROOT + "ij..",
                        ROOT + "command..")
                .check(classes);
    }

    @Test
    void theNumericalEngineStaysInItsRooms() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + "engine..",
                        ROOT + "inversion..",
                        ROOT + "ksalsa..",
                        ROOT + "training..",
                        ROOT + "walk..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(classes);
    }

    @Test
    void onlyTheFaceKnowsImageJ() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "ij..", ROOT + "command..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ij..", "org.scijava..", "net.imagej..")
                .check(classes);
    }

    @Test
    void randomnessAndTimeComeFromOutside() {
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(classes);
    }
}
