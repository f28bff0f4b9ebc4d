package io.fluvius.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.FluviusApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The modules are those of the design, and depend on each other only as their package-info allows. */
class ModulesTest {

    private final ApplicationModules modules = ApplicationModules.of(FluviusApplication.class.getPackageName());

    @Test
    void modules_keep_to_their_boundaries() {
        modules.verify();
    }

    @Test
    void the_modules_of_the_design_are_there() {
        assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
                .contains(
                        "problem",
                        "database",
                        "domain",
                        "progress",
                        "command",
                        "query",
                        "projection",
                        "live",
                        "aggregate",
                        "eventstore",
                        "processing",
                        "axonserver",
                        "http",
                        "user");
    }

    @Test
    void every_module_says_what_it_is() {
        assertThat(modules.stream().map(ApplicationModule::getDisplayName))
                .allSatisfy(name -> assertThat(name).matches("[A-Z].*"));
    }
}
