package io.fluvius.documentation;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.record.Names;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.yaml.snakeyaml.Yaml;

/** docs/reference/configuration.md lists every setting with its default, and no setting that does not exist. */
class ConfigurationReferenceTest {

    private static final Path SETTINGS = Path.of("src/main/resources");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z][^`]*)` \\|(.*)$");

    /** The settings of the document, each with the rest of its table row. */
    private final Map<String, String> told = told();

    @Test
    void every_setting_of_the_files_is_documented() throws IOException {
        for (String file : List.of("fluvius-defaults.yml", "application-postgres.yml", "application-axonserver.yml")) {
            assertThat(told.keySet()).as(file).containsAll(settings(file).keySet());
        }
    }

    @Test
    void every_setting_of_the_code_is_documented_with_its_default() {
        defaults()
                .forEach((name, standard) -> assertThat(told)
                        .as(name)
                        .hasEntrySatisfying(
                                name,
                                row -> standard.ifPresent(value ->
                                        assertThat(row).contains("`" + (value.isEmpty() ? "empty" : value) + "`"))));
    }

    @Test
    void the_defaults_of_the_application_are_documented() throws IOException {
        settings("fluvius-defaults.yml")
                .forEach((name, value) ->
                        assertThat(told.getOrDefault(name, "")).as(name).contains("`" + value + "`"));
    }

    @Test
    void every_documented_setting_exists() throws IOException {
        Set<String> known = new TreeSet<>(defaults().keySet());
        for (String file : List.of("fluvius-defaults.yml", "application-postgres.yml", "application-axonserver.yml")) {
            known.addAll(settings(file).keySet());
        }

        assertThat(known).containsAll(told.keySet());
    }

    private static Map<String, String> told() {
        String document = String.join(
                "\n", Markdown.read(Path.of("docs/reference/configuration.md")).lines());
        return ROW.matcher(document).results().collect(toMap(it -> it.group(1), it -> it.group(2)));
    }

    /** Returns the settings of the records of properties, each with its default if it has one. */
    private static Map<String, Optional<String>> defaults() {
        Map<String, Optional<String>> defaults = new TreeMap<>();
        for (Class<?> type : MainDomains.annotated(ConfigurationProperties.class)) {
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            for (RecordComponent component : type.getRecordComponents()) {
                String name = prefix + "." + Names.snake(component.getName()).replace('_', '-');
                defaults.put(name, standard(type, component));
            }
        }
        assertThat(defaults.keySet().stream().map(it -> it.split("\\.")[0]).collect(toSet()))
                .containsExactly("fluvius");
        return defaults;
    }

    private static Optional<String> standard(Class<?> type, RecordComponent component) {
        List<String> names = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        return Arrays.stream(
                        type.getDeclaredConstructors()[0].getParameters()[names.indexOf(component.getName())]
                                .getAnnotationsByType(DefaultValue.class))
                .flatMap(it -> Stream.of(it.value()))
                .findFirst();
    }

    private static Map<String, String> settings(String file) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        flatten("", new Yaml().<Map<String, Object>>load(Files.readString(SETTINGS.resolve(file))), settings);
        return settings;
    }

    private static void flatten(String prefix, Map<?, ?> tree, Map<String, String> settings) {
        tree.forEach((key, value) -> {
            String name = prefix.isEmpty() ? key.toString() : prefix + "." + key;
            if (value instanceof Map<?, ?> below) {
                flatten(name, below, settings);
            } else {
                settings.put(name, value == null || value.equals("") ? "empty" : value.toString());
            }
        });
    }
}
