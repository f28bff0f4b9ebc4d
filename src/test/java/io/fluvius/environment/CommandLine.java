package io.fluvius.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.FluviusApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the application with a command, such as {@code export}, in a process of its own.
 *
 * @param folder in which it runs, and which contains its output
 */
public record CommandLine(Path folder) {

    /** Returns the exit code. */
    public int run(String[] settings, String... arguments) {
        try {
            Process process = start(settings, arguments);
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** @param settings those of Fluvius become arguments, the others variables of the environment */
    public Process start(String[] settings, String... arguments) throws IOException {
        List<String> command = JavaCommand.of(FluviusApplication.class);
        command.addAll(List.of(arguments));
        Stream.of(settings)
                .filter(setting -> setting.startsWith("fluvius."))
                .map(setting -> "--" + setting)
                .forEach(command::add);
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        Stream.of(settings)
                .filter(setting -> !setting.startsWith("fluvius."))
                .map(setting -> setting.split("=", 2))
                .forEach(variable -> process.environment().put(variable[0], variable[1]));
        return process.start();
    }

    /** What the last command has written to the standard output. */
    public String out() {
        return text("out");
    }

    /** What the last command has written to the standard error stream. */
    public String said() {
        return text("err");
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
