package dev.hoopoe.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the packages of all modules. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.hoopoe");

    @Test
    void everythingThatWeWroteIsSeen() {
        org.assertj.core.api.Assertions.assertThat(CLASSES.size()).isGreaterThan(150);
    }

    @Test
    void arrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("dev.hoopoe.cli..")
                .layer("mcp")
                .definedBy("dev.hoopoe.mcp..")
                .layer("web")
                .definedBy("dev.hoopoe.web..")
                .layer("agent")
                .definedBy("dev.hoopoe.agent..")
                .layer("inference")
                .definedBy("dev.hoopoe.inference..")
                .layer("scraping")
                .definedBy("dev.hoopoe.scraping..")
                .layer("files")
                .definedBy("dev.hoopoe.files..")
                .layer("database")
                .definedBy("dev.hoopoe.database..")
                .layer("documents")
                .definedBy("dev.hoopoe.documents..")
                .layer("reading")
                .definedBy("dev.hoopoe.reading..")
                .layer("api")
                .definedBy("dev.hoopoe.tools..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("mcp")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("web")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("agent")
                .mayOnlyBeAccessedByLayers("web", "cli")
                .whereLayer("inference")
                .mayOnlyBeAccessedByLayers("agent", "web", "cli")
                .whereLayer("scraping")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("files")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("database")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("documents")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("reading")
                .mayOnlyBeAccessedByLayers("scraping", "files", "documents", "cli")
                .check(CLASSES);
    }

    @Test
    void eachLibraryStaysInItsRoom() {
        onlyIn("io.modelcontextprotocol..", "dev.hoopoe.agent.servers..");
        onlyIn("com.microsoft.playwright..", "dev.hoopoe.scraping..");
        onlyIn("org.apache.lucene..", "dev.hoopoe.documents..");
        // Not in dev.hoopoe.mcp itself: over stdio no class of Jetty shall be loaded.
        onlyIn("org.eclipse.jetty..", "dev.hoopoe.web..", "dev.hoopoe.mcp.http..");
        onlyIn("java.lang.foreign..", "dev.hoopoe.inference..");
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.hoopoe.database..", "dev.hoopoe.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .because("JDBC is the database module's; the cli lays out the demonstration's file")
                .check(CLASSES);
    }

    @Test
    void nativeCodeIsCalledInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.hoopoe.inference.llama..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.foreign\\.(Linker|SymbolLookup|FunctionDescriptor).*")
                .because("off-heap memory is for the whole engine, calls are the binding's")
                .check(CLASSES);
    }

    @Test
    void nobodyPrintsToStandardOutput() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.hoopoe.cli..", "dev.hoopoe.mcp..")
                .should()
                .accessField(System.class, "out")
                .because("stdout is the protocol")
                .check(CLASSES);
    }

    private static void onlyIn(String library, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
