package io.fluvius.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.FluviusApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The modules are those of the design, and each depends only on the modules that its package-info allows. */
class ModulesTest {

    private final ApplicationModules modules = ApplicationModules.of(FluviusApplication.class.getPackageName());

    @Test
    void modules_depend_only_on_allowed_modules() {
        modules.verify();
    }

    @Test
    void all_modules_of_the_design_exist() {
        assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
                .contains(
                        "problem",
                        "personal",
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
                        "user",
                        "group",
                        "operations",
                        "console");
    }

    @Test
    void every_module_has_a_display_name() {
        assertThat(modules.stream().map(ApplicationModule::getDisplayName))
                .allSatisfy(name -> assertThat(name).matches("[A-Z].*"));
    }
}
