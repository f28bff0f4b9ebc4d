package io.fluvius.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.documentation.Markdown;
import io.fluvius.documentation.Markdown.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The project of the tutorial, written to an empty folder as the first page shows it, and built there by a Maven of its own
 * against the jar of this build. The next page changes files of it, and adds others.
 *
 * @param folder the folder of the project
 * @param repository its local Maven repository
 */
record TutorialProject(Path folder, Path repository) {

    static final Path PAGE = Path.of("docs/tutorial/your-first-domain.md");
    static final Path NEXT_PAGE = Path.of("docs/tutorial/your-first-automation.md");

    /** The line before a block that contains a file: its path. Or what is added to a file before its last brace. */
    private static final Pattern NAMED = Pattern.compile("`([\\w/.-]+)`(, at the end of the (?:class|interface))?");

    private static final Set<String> LANGUAGES = Set.of("java", "sql", "xml");
    private static final Path TARGET = Path.of("target", "tutorial").toAbsolutePath();
    private static final int PATIENCE_MINUTES = 5;

    /** Writes and builds the project of the first page. */
    static TutorialProject build() throws IOException, InterruptedException {
        FileSystemUtils.deleteRecursively(TARGET);
        TutorialProject project =
                new TutorialProject(TARGET.resolve("library"), repository(TARGET.resolve("repository")));
        project.make(files(PAGE));
        Files.copy(project.folder.resolve("target/library-1.0.0.jar"), project.jar());
        return project;
    }

    /** Does to the project what the next page says, and builds it again. */
    void continueWithNextPage() throws IOException, InterruptedException {
        make(files(PAGE, NEXT_PAGE));
    }

    private void make(Map<String, String> files) throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path log = TARGET.resolve("package.log");
        Process maven = maven(log, "package");
        assertThat(maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                .as("mvn package ended in time")
                .isTrue();
        assertThat(maven.exitValue()).as(() -> read(log)).isZero();
    }

    /** Every file as it is after these pages, by its path in the project. */
    static Map<String, String> files(Path... pages) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Path page : pages) {
            Markdown.read(page).blocks().stream()
                    .filter(block -> LANGUAGES.contains(block.language()))
                    .forEach(block -> add(block, page, files));
        }
        return files;
    }

    private static void add(Block block, Path page, Map<String, String> files) {
        Matcher named = NAMED.matcher(block.before());
        assertThat(named.matches())
                .as("%s, line %d follows a line with the path of the file", page, block.line())
                .isTrue();
        boolean isAddition = named.group(2) != null;
        files.compute(named.group(1), (path, file) -> isAddition ? extended(file, block.text()) : block.text());
    }

    private static String extended(String file, String addition) {
        return file.substring(0, file.lastIndexOf('}')) + "\n" + addition + "}\n";
    }

    /** Runs Maven in the folder of the project. */
    Process maven(Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + repository));
        command.addAll(List.of(arguments));
        ProcessBuilder maven = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Maven ends before the second compiler pays
        maven.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        return maven.start();
    }

    /** The runnable jar of the first page, outside the folder, because the next page builds another one there. */
    Path jar() {
        return TARGET.resolve("first-page.jar");
    }

    /** The report of a test class of the project. */
    String report(String test) {
        return read(folder.resolve("target/surefire-reports/com.example.library." + test + ".txt"));
    }

    /**
     * The local repository of this build, to which the jar of this build is added without being installed there: links to all of
     * its folders but the one of Fluvius.
     */
    private static Path repository(Path overlay) throws IOException {
        Path local = Path.of(System.getProperty("maven.repo.local"));
        link(local, overlay, "io");
        link(local.resolve("io"), overlay.resolve("io"), "fluvius");
        Path fluvius = overlay.resolve("io/fluvius/fluvius/" + System.getProperty("project.version"));
        Files.createDirectories(fluvius);
        String name = "fluvius-" + System.getProperty("project.version");
        Files.copy(
                Path.of("target", name + ".jar"), fluvius.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(Path.of("pom.xml"), fluvius.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
        return overlay;
    }

    private static void link(Path from, Path to, String excepted) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> folders = Files.list(from)) {
            for (Path folder : folders.filter(it -> !it.endsWith(excepted)).toList()) {
                Files.createSymbolicLink(to.resolve(folder.getFileName()), folder);
            }
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
