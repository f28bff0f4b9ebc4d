package io.fluvius.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A setting whose name begins with {@code fluvius.}: one of Fluvius, or of an application on it that declares settings of its
 * own in the same way.
 *
 * @param type the name of its class
 * @param defaultValue null if the code that reads it decides
 * @param deprecation not null for a setting of an earlier version
 */
record Setting(
        String name,
        @Nullable String type,
        @Nullable Object defaultValue,
        @Nullable Deprecation deprecation) {

    static final String PREFIX = "fluvius.";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** All settings that the jars of this application declare. */
    static final List<Setting> ALL = ofClassPath();

    /** @param replacement the name of the setting in this version; null if it has no effect any more */
    record Deprecation(@Nullable String replacement) {}

    private record Metadata(List<Setting> properties) {}

    /** Whether further names follow its own, those of elements or entries. */
    boolean hasElements() {
        return type != null && type.startsWith("java.util.");
    }

    /** Reads the files that Spring Boot's annotation processor writes. */
    private static List<Setting> ofClassPath() {
        try {
            List<Setting> settings = new ArrayList<>();
            for (URL file : Collections.list(
                    Setting.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                settings.addAll(read(file));
            }
            return List.copyOf(settings);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the names of the settings", unreadable);
        }
    }

    private static List<Setting> read(URL file) throws IOException {
        try (InputStream in = file.openStream()) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // most files belong to libraries, and parsing them would take longer than all the rest
            return json.contains("\"" + PREFIX)
                    ? JSON.readValue(json, Metadata.class).properties().stream()
                            .filter(setting -> setting.name().startsWith(PREFIX))
                            .toList()
                    : List.of();
        }
    }
}
