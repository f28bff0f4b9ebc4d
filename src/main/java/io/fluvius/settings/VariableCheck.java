package io.fluvius.settings;

import io.fluvius.problem.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Finds environment variables {@code FLUVIUS_*} that nothing reads. */
final class VariableCheck {

    private static final String PREFIX = "FLUVIUS_";

    /** Kubernetes sets these in every container when a service has the name {@code fluvius} or one that begins with it. */
    private static final Pattern OF_A_SERVICE = Pattern.compile(
            "FLUVIUS_(\\w+_)?(SERVICE_(HOST|PORT(_\\w+)?)|PORT|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private final ConfigurableEnvironment environment;
    private final ProfileFiles profiles;

    VariableCheck(ConfigurableEnvironment environment, ProfileFiles profiles) {
        this.environment = environment;
        this.profiles = profiles;
    }

    List<String> faults() {
        return variables()
                .filter(name ->
                        name.startsWith(PREFIX) && !OF_A_SERVICE.matcher(name).matches())
                .filter(name -> !isSetting(name) && !isReferredTo(name))
                .map(this::fault)
                .toList();
    }

    private Stream<String> variables() {
        return environment.getPropertySources().get("systemEnvironment")
                        instanceof EnumerablePropertySource<?> variables
                ? Arrays.stream(variables.getPropertyNames())
                : Stream.empty();
    }

    private static boolean isSetting(String variable) {
        return Setting.ALL.stream()
                .anyMatch(setting -> spellings(setting.name())
                        .anyMatch(name ->
                                variable.equals(name) || setting.hasElements() && variable.startsWith(name + "_")));
    }

    /** The names under which Spring Boot finds a setting: {@code FLUVIUS_DATADIR} and, as before its version 2, {@code FLUVIUS_DATA_DIR}. */
    private static Stream<String> spellings(String setting) {
        String upper = setting.toUpperCase(Locale.ROOT).replace('.', '_');
        return Stream.of(upper.replace("-", ""), upper.replace('-', '_'));
    }

    private boolean isReferredTo(String variable) {
        return environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .map(source -> (EnumerablePropertySource<?>) source)
                .filter(source -> !source.getName().startsWith("system"))
                .flatMap(source -> Arrays.stream(source.getPropertyNames()).map(source::getProperty))
                .anyMatch(value -> String.valueOf(value).contains("${" + variable));
    }

    private String fault(String variable) {
        Map<String, List<String>> byProfile = profiles.variables(PREFIX);
        List<String> reading = byProfile.entrySet().stream()
                .filter(profile -> profile.getValue().contains(variable))
                .map(Map.Entry::getKey)
                .toList();
        if (!reading.isEmpty()) {
            return "The environment variable " + variable + " is only read under the profile "
                    + String.join(" or ", reading) + ", which is not active.";
        }
        List<String> known = Stream.concat(
                        Setting.ALL.stream()
                                .map(setting ->
                                        spellings(setting.name()).toList().getLast()),
                        byProfile.values().stream().flatMap(List::stream))
                .toList();
        return "The environment variable " + variable + " is not read"
                + NearestName.of(variable, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(".");
    }
}
