package io.fluvius.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.documentation.Markdown;
import io.fluvius.documentation.Walkthrough;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.ServerProcess;
import io.fluvius.environment.TestDatabases;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Builds the project of the tutorial against the jar of this build, starts it, and runs the commands of the page. Then does the
 * same with the next page, on the same project and the same data.
 */
@LongRunning
class DomainTutorialIT {

    private static final int MAX_DOMAIN_LINES = 120;
    private static final int MAX_POM_LINES = 40;

    private static TutorialProject project;
    private static String testReport;

    @BeforeAll
    static void build() throws Exception {
        project = TutorialProject.build();
        testReport = project.report("BookTest");
    }

    @Test
    void the_domain_has_few_lines() {
        // all lines but blank ones, imports and the package statement; comments and annotations count
        List<String> lines = TutorialProject.files(TutorialProject.PAGE).entrySet().stream()
                .filter(file -> file.getKey().startsWith("src/main/java/"))
                .flatMap(file -> file.getValue().lines())
                .filter(line -> !line.isBlank())
                .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
                .toList();

        assertThat(lines).hasSizeBetween(1, MAX_DOMAIN_LINES);
    }

    @Test
    void the_pom_has_few_lines_and_one_dependency() {
        String pom = TutorialProject.files(TutorialProject.PAGE).get("pom.xml");

        assertThat(pom.lines()).hasSizeLessThanOrEqualTo(MAX_POM_LINES);
        assertThat(pom.split("<dependency>", -1).length - 1 - (pom.split("<scope>test</scope>", -1).length - 1))
                .isEqualTo(1);
    }

    @Test
    void the_tests_of_the_project_ran() {
        assertThat(testReport).contains("Tests run: 4, Failures: 0, Errors: 0, Skipped: 0");
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class On_h2_with_maven extends DomainTutorialJourney {

        private ServerProcess server;

        @BeforeAll
        void start() throws Exception {
            Path log = project.folder().resolve("target/run.log");
            server = ServerProcess.start(
                    port -> project.maven(log, "spring-boot:run", "-Dspring-boot.run.arguments=--server.port=" + port),
                    log);
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Override
        int port() {
            return server.port();
        }

        /** First, because the page begins with an empty store. */
        @Test
        @Order(1)
        void commands_print_what_the_tutorial_shows() {
            follow(TutorialProject.PAGE);
        }

        /** Last, because the domain then has one more command. */
        @Test
        @Order(Integer.MAX_VALUE)
        void the_next_page_continues_the_project() throws Exception {
            stop();
            project.continueWithNextPage();
            assertThat(project.report("BookTest")).contains("Tests run: 5, Failures: 0, Errors: 0, Skipped: 0");
            assertThat(project.report("WhenBookLostThenReplaceTest")).contains("Tests run: 1, Failures: 0, Errors: 0");
            start();
            follow(TutorialProject.NEXT_PAGE);
        }

        private void follow(Path page) {
            new Walkthrough(port()).follow(Markdown.read(page));
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class On_postgresql_with_the_jar extends DomainTutorialJourney {

        private ServerProcess server;

        @BeforeAll
        void start() throws Exception {
            File log = project.folder().resolve("target/postgres.log").toFile();
            server = ServerProcess.start(
                    port -> new ProcessBuilder(command(port))
                            .directory(project.folder().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log)
                            .start(),
                    log.toPath());
        }

        @AfterAll
        void stop() {
            server.close();
        }

        @Override
        int port() {
            return server.port();
        }

        private static List<String> command(int port) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    project.jar().toString(),
                    "--server.port=" + port,
                    "--spring.profiles.active=postgres"));
            Stream.of(TestDatabases.emptyPostgres())
                    .map(setting -> "--" + setting)
                    .forEach(command::add);
            return command;
        }
    }
}
