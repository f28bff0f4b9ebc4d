package io.fluvius.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fluvius.environment.LongRunning;
import io.fluvius.environment.OnH2;
import io.fluvius.http.HttpJourney;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that are generated from the OpenAPI document compile, and do on the application what
 * docs/how-to/generate-a-client.md shows. Without Node.js, the document is not linted, and there is no client in TypeScript.
 */
@LongRunning
@OnH2
class GeneratedClientsIT extends HttpJourney {

    private static final Logger LOG = LoggerFactory.getLogger(GeneratedClientsIT.class);

    private static final Path GUIDE = Path.of("docs/how-to/generate-a-client.md");
    private static final Path CLIENTS = Path.of("src/test/clients");
    private static final String COMPLETE = "The journey is complete";

    @Test
    void a_client_in_java_does_what_the_guide_shows() throws Exception {
        ClientProject java = ClientProject.of("java", document());

        assertThat(java.maven("compile", "exec:java", "-Dexec.args=" + server()))
                .contains(COMPLETE);
    }

    @Test
    void a_client_in_typescript_does_what_the_guide_shows() throws Exception {
        ClientProject typescript = typescript();

        typescript.run("npm", "run", "generate");
        typescript.run("npm", "run", "build");
        assertThat(typescript.run("node", "dist/journey.js", server())).contains(COMPLETE);
    }

    @Test
    void the_linters_find_neither_errors_nor_warnings() throws Exception {
        ClientProject typescript = typescript();

        typescript.run("npx", "--no-install", "spectral", "lint", "--fail-severity", "hint", "openapi.json");
        assertThat(typescript.run("npx", "--no-install", "redocly", "lint", "--format", "json", "openapi.json"))
                .containsPattern("\"errors\": 0,\\s+\"warnings\": 0,");
    }

    private ClientProject typescript() throws Exception {
        boolean isInstalled = ClientProject.isInstalled("node") && ClientProject.isInstalled("npm");
        if (!isInstalled) {
            LOG.error(
                    "Node.js and npm are not installed: the OpenAPI document is NOT linted, and NO client in TypeScript is"
                            + " compiled");
        }
        assumeThat(isInstalled).as("Node.js and npm are installed").isTrue();
        ClientProject project = ClientProject.of("typescript", document());
        install(project);
        return project;
    }

    /** Installs the packages unless an earlier run has installed the same ones. */
    private static void install(ClientProject project) throws Exception {
        Path wanted = project.folder().resolve("package-lock.json");
        Path installed = project.folder().resolve("node_modules/installed-lock.json");
        if (!Files.exists(installed) || !Arrays.equals(Files.readAllBytes(wanted), Files.readAllBytes(installed))) {
            project.run("npm", "ci");
            Files.copy(wanted, installed);
        }
    }

    private byte[] document() {
        return get("/v3/api-docs").is(200).bytes();
    }

    private String server() {
        return "http://127.0.0.1:" + port();
    }
}
