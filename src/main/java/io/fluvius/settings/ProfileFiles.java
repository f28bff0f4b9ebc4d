package io.fluvius.settings;

import io.fluvius.problem.NearestName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The profiles that exist: those with settings of their own. */
final class ProfileFiles {

    private static final Pattern FILE = Pattern.compile("application-(.+)\\.(yml|yaml|properties)");

    private final ConfigurableEnvironment environment;

    ProfileFiles(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** The active profiles under which no settings were read. */
    List<String> faults() {
        List<String> withoutSettings = List.of(environment.getDefaultProfiles());
        return Arrays.stream(environment.getActiveProfiles())
                .filter(profile -> !withoutSettings.contains(profile))
                .filter(profile -> environment.getPropertySources().stream().noneMatch(it -> isOf(profile, it)))
                .map(this::fault)
                .toList();
    }

    private static boolean isOf(String profile, PropertySource<?> source) {
        return source.getName().contains("-" + profile + ".")
                || String.valueOf(source.getProperty("spring.config.activate.on-profile"))
                        .contains(profile)
                || source.containsProperty("spring.profiles.group." + profile)
                || source.containsProperty("spring.profiles.group." + profile + "[0]");
    }

    private String fault(String profile) {
        List<String> known =
                files().stream().map(ProfileFiles::profile).distinct().toList();
        return "The profile " + profile + " does not exist"
                + NearestName.of(profile, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(": no settings file application-" + profile + ".yml was found. Profiles are "
                                + String.join(", ", known) + ".");
    }

    /** The environment variables with a prefix that each profile on the class path reads. */
    Map<String, List<String>> variables(String prefix) {
        Pattern placeholder = Pattern.compile("\\$\\{(" + prefix + "\\w+)");
        Map<String, List<String>> variables = new TreeMap<>();
        for (Resource file : files()) {
            variables.put(
                    profile(file),
                    placeholder
                            .matcher(content(file))
                            .results()
                            .map((MatchResult found) -> found.group(1))
                            .distinct()
                            .toList());
        }
        return variables;
    }

    private static String profile(Resource file) {
        return FILE.matcher(String.valueOf(file.getFilename())).replaceFirst("$1");
    }

    private static String content(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file, unreadable);
        }
    }

    private static List<Resource> files() {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath*:application-*.*"))
                    .filter(file ->
                            FILE.matcher(String.valueOf(file.getFilename())).matches())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot look for the files of profiles", unreadable);
        }
    }
}
