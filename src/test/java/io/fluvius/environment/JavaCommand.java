package io.fluvius.environment;

import io.fluvius.FluviusApplication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Command lines that run an application of the class path in a JVM of its own. The first one writes an archive of the classes that
 * an application loads; with it, every further one starts after a fraction of the time.
 */
public final class JavaCommand {

    private static final List<String> OPTIONS = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            // the process ends before the second compiler or another collector pays
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            // verifying the classes of the libraries takes a seventh of the time until the application answers
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private JavaCommand() {}

    /**
     * Returns a command without arguments, which can be added. The class path of the application is without the tests, which
     * configure the log, unless the application is one of them.
     *
     * @param more folders at the end of the class path
     */
    public static List<String> of(Class<?> application, Path... more) {
        List<String> classPath = new ArrayList<>(List.of(Archive.CLASS_PATH));
        if (location(application).equals(Archive.TESTS)) {
            classPath.add(Archive.TESTS.toString());
        }
        Stream.of(more).map(Path::toString).forEach(classPath::add);
        List<String> command = new ArrayList<>(OPTIONS);
        command.add("-XX:SharedArchiveFile=" + Archive.FILE);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), application.getName()));
        return command;
    }

    private static Path location(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    /** The archive. The JDK requires that the classes in it come from jars. */
    private static final class Archive {

        static final Path TESTS = location(JavaCommand.class);
        private static final Path FOLDER = TestDatabases.temporaryFolder();
        static final String CLASS_PATH = classPath();
        static final Path FILE = create();

        private static String classPath() {
            return Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator))
                    .map(Path::of)
                    .filter(path -> !path.equals(TESTS))
                    .map(path -> Files.isDirectory(path) ? packed(path) : path)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }

        private static Path packed(Path classes) {
            try {
                Path jar = Files.createTempFile(FOLDER, "classes", ".jar");
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--create",
                                "--no-compress",
                                "--file=" + jar,
                                "-C",
                                classes.toString(),
                                ".");
                return jar;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** Runs the application until it answers; its JVM writes the archive when it ends. */
        private static Path create() {
            Path file = FOLDER.resolve("classes.jsa");
            Path log = FOLDER.resolve("log");
            List<String> command = new ArrayList<>(OPTIONS);
            command.addAll(List.of(
                    "-XX:ArchiveClassesAtExit=" + file,
                    "-cp",
                    CLASS_PATH,
                    FluviusApplication.class.getName(),
                    "--fluvius.data-dir=" + FOLDER));
            try (ServerProcess server = ServerProcess.start(
                    port -> {
                        command.add("--server.port=" + port);
                        return new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(log.toFile())
                                .start();
                    },
                    log)) {
                server.process().destroy();
                // Process.onExit needs a thread of the common pool, all of which may wait for this class
                server.process().waitFor();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return file;
        }
    }
}
