package io.fluvius.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * A project of {@code src/test/clients}, copied to a folder in which a client is generated. What earlier runs installed there
 * stays.
 *
 * @param folder the folder of the copy
 */
record ClientProject(Path folder) {

    private static final int PATIENCE_MINUTES = 10;

    /** Copies a project, without what the last run generated, and adds the document to it. */
    static ClientProject of(String name, byte[] document) throws IOException {
        Path folder = Path.of("target", "clients", name).toAbsolutePath();
        FileSystemUtils.deleteRecursively(folder.resolve("target"));
        FileSystemUtils.deleteRecursively(folder.resolve("dist"));
        FileSystemUtils.copyRecursively(Path.of("src/test/clients", name), folder);
        Files.write(folder.resolve("openapi.json"), document);
        return new ClientProject(folder);
    }

    static boolean isInstalled(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs a program in the folder, and returns what it printed. Fails unless the program succeeds. */
    String run(String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        program.environment().put("JAVA_HOME", System.getProperty("java.home"));
        program.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        program.environment().put("REDOCLY_TELEMETRY", "off");
        program.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        Process process = program.start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as(() -> String.join(" ", command) + " ended in time")
                    .isTrue();
            assertThat(process.exitValue())
                    .as(() -> String.join(" ", command) + "\n" + read(log))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
        return read(log);
    }

    /** Runs Maven with the local repository of this build. */
    String maven(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-q",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local")));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
