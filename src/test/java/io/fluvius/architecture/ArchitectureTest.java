package io.fluvius.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fluvius.FluviusApplication;
import io.fluvius.command.CommandProcessor;
import io.fluvius.domain.Automation;
import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.Rejected;
import io.fluvius.group.GroupView;
import io.fluvius.user.UserView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.axonframework.modelling.command.Repository;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;

/** The conventions of the code as rules. No rule checks an empty set of classes. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(FluviusApplication.class.getPackageName());

    private static final String ROOT = FluviusApplication.class.getPackageName();
    private static final String DOMAIN = DomainDefinition.class.getPackageName();
    private static final String COMMAND = CommandProcessor.class.getPackageName();
    private static final String USER = UserView.class.getPackageName();
    private static final String GROUP = GroupView.class.getPackageName();

    @Nested
    class The_published_language_of_a_domain {

        /** Regular participles, and those irregular ones that a domain is likely to need. */
        private static final String PAST =
                ".*(ed|Begun|Bought|Built|Forgotten|Found|Given|Left|Lent|Lost|Paid|Sent|Sold|Taken|Withdrawn)";

        @Test
        void is_plain_java() {
            classes()
                    .that()
                    .resideInAnyPackage(USER, GROUP)
                    .and(are(partsOfTheLanguage()))
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            USER,
                            GROUP,
                            DOMAIN,
                            "jakarta.validation..",
                            "com.fasterxml.jackson.annotation",
                            Revision.class.getPackageName(),
                            NullMarked.class.getPackageName())
                    .check(MAIN);
        }

        @ParameterizedTest
        @MethodSource("io.fluvius.documentation.MainDomains#definitions")
        void has_a_revision_on_every_event(DomainDefinition domain) {
            for (Class<?> event : domain.events().getPermittedSubclasses()) {
                assertThat(event).hasAnnotation(Revision.class);
            }
        }

        @ParameterizedTest
        @MethodSource("io.fluvius.documentation.MainDomains#definitions")
        void names_events_in_the_past_and_commands_in_the_imperative(DomainDefinition domain) {
            assertThat(Set.of(domain.events().getPermittedSubclasses()))
                    .allSatisfy(event -> assertThat(event.getSimpleName()).matches(PAST));
            assertThat(Set.of(domain.commands().getPermittedSubclasses()))
                    .allSatisfy(command -> assertThat(command.getSimpleName()).doesNotMatch(".*(ed|Command|Event)"));
            assertThat(Set.of(domain.rejections().getPermittedSubclasses()))
                    .allSatisfy(reason -> assertThat(reason.getSimpleName()).doesNotMatch(".*(Exception|Error)"));
        }

        private DescribedPredicate<JavaClass> partsOfTheLanguage() {
            return DescribedPredicate.describe(
                    "part of the language",
                    type -> !type.getSimpleName().equals("package-info")
                            && !type.getSimpleName().endsWith("Management"));
        }
    }

    @Nested
    class The_sides {

        @Test
        void depend_on_each_other_through_messages_only() {
            noClasses()
                    .that()
                    .resideInAnyPackage(USER + ".command..", GROUP + ".command..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(USER + ".query..", GROUP + ".query..")
                    .check(MAIN);
            noClasses()
                    .that()
                    .resideInAnyPackage(USER + ".query..", GROUP + ".query..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(USER + ".command..", GROUP + ".command..")
                    .check(MAIN);
        }

        @Test
        void of_a_domain_have_no_public_types() {
            classes()
                    .that()
                    .areTopLevelClasses()
                    .and()
                    .resideInAnyPackage(
                            USER + ".command..", USER + ".query..", GROUP + ".command..", GROUP + ".query..")
                    .should()
                    .notBePublic()
                    .check(MAIN);
        }
    }

    @Nested
    class An_aggregate {

        @Test
        void is_pure() {
            noClasses()
                    .that()
                    .areAnnotatedWith(Aggregate.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.io..", "java.nio..", "java.net..", "java.sql..", Logger.class.getPackageName())
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class)
                    .orShould()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(java.util.UUID.class, "randomUUID")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(java.util.Random.class)
                    .check(MAIN);
        }
    }

    @Nested
    class Commands {

        /** Aggregates are changed by commands only, and events are published by aggregates only. */
        @Test
        void do_not_bypass_the_command_bus() {
            noClasses()
                    .that()
                    .areNotAssignableTo(EventBus.class)
                    .should()
                    .callMethodWhere(target(name("publish"))
                            .and(target(owner(assignableTo(EventBus.class).or(assignableTo(EventGateway.class))))))
                    .orShould()
                    .callMethodWhere(target(owner(assignableTo(Repository.class)))
                            .and(target(nameMatching("load|loadOrCreate|newInstance"))))
                    .check(MAIN);
        }

        @Test
        void are_rejected_by_aggregates_only() {
            noClasses()
                    .that()
                    .areNotAnnotatedWith(Aggregate.class)
                    .and()
                    .doNotBelongToAnyOf(Rejected.class)
                    .should()
                    .callConstructor(Rejected.class, Record.class)
                    .check(MAIN);
        }
    }

    @Nested
    class Packages {

        @Test
        void have_no_cycles() {
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
        }

        @Test
        void of_a_domain_import_the_domain_module_only() {
            noClasses()
                    .that()
                    .resideInAPackage(USER + "..")
                    .should()
                    .dependOnClassesThat(areOutsideOf(USER, DOMAIN))
                    .check(MAIN);
        }

        @Test
        void of_groups_also_import_the_language_of_users() {
            noClasses()
                    .that()
                    .resideInAPackage(GROUP + "..")
                    .and()
                    .resideOutsideOfPackage(GROUP + ".automation")
                    .should()
                    .dependOnClassesThat(areOutsideOf(GROUP, DOMAIN, USER))
                    .check(MAIN);
        }

        @Test
        void of_automations_also_import_queries_and_problems() {
            noClasses()
                    .that()
                    .resideInAPackage(GROUP + ".automation")
                    .should()
                    .dependOnClassesThat(areOutsideOf(GROUP, DOMAIN, USER, ROOT + ".query", ROOT + ".problem"))
                    .check(MAIN);
        }

        private DescribedPredicate<JavaClass> areOutsideOf(String own, String... imported) {
            return DescribedPredicate.describe(
                    "are of Fluvius, but neither of the domain itself nor of " + List.of(imported),
                    type -> type.getPackageName().startsWith(ROOT)
                            && !type.getPackageName().startsWith(own)
                            && !List.of(imported).contains(type.getPackageName()));
        }

        @Test
        void other_than_http_operations_security_and_the_console_do_not_depend_on_http() {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            ROOT + ".http..", ROOT + ".operations..", ROOT + ".security..", ROOT + ".console..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.http..")
                    .check(MAIN);
        }

        @Test
        void hold_at_most_forty_files() throws Exception {
            try (var folders = Files.walk(Path.of("src"))) {
                assertThat(folders.filter(Files::isDirectory))
                        .isNotEmpty()
                        .allSatisfy(folder -> assertThat(folder.toFile().listFiles(file -> file.isFile()))
                                .as(folder.toString())
                                .hasSizeLessThanOrEqualTo(40));
            }
        }
    }

    @Nested
    class Every_package {

        @Test
        void is_null_marked() {
            MAIN.stream()
                    .map(JavaClass::getPackage)
                    .distinct()
                    .forEach(it -> assertThat(it.isAnnotatedWith(NullMarked.class))
                            .as(it.getName())
                            .isTrue());
        }

        @Test
        void has_a_name_that_describes_its_contents() {
            assertThat(MAIN.stream().map(JavaClass::getPackageName))
                    .noneMatch(name ->
                            name.matches(".*\\.(common|util|utils|shared|impl|dto|model|service|helper)(\\..*)?"));
        }
    }

    @Nested
    class Types {

        @Test
        void are_rarely_public() {
            long all = MAIN.stream().filter(JavaClass::isTopLevelClass).count();
            long open = MAIN.stream()
                    .filter(JavaClass::isTopLevelClass)
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .count();

            assertThat(100 * open / all).isLessThanOrEqualTo(45);
        }

        @Test
        void have_names_that_no_other_type_has() {
            assertThat(MAIN.stream()
                            .filter(JavaClass::isTopLevelClass)
                            .map(JavaClass::getSimpleName)
                            .filter(name -> !name.equals("package-info")))
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
        }

        @Test
        void have_no_meaningless_suffix() {
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Dto")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .check(MAIN);
        }
    }

    @Nested
    class Projections {

        @Test
        void have_a_processing_group_in_kebab_case() {
            MAIN.stream()
                    .filter(type -> type.getMethods().stream().anyMatch(it -> it.isAnnotatedWith(EventHandler.class)))
                    .map(JavaClass::reflect)
                    .forEach(type -> assertThat(groupOf(type)).matches("[a-z]+(-[a-z]+)*"));
        }

        private String groupOf(Class<?> type) {
            Automation automation = type.getAnnotation(Automation.class);
            return automation == null
                    ? type.getAnnotation(ProcessingGroup.class).value()
                    : automation.value();
        }
    }

    @Nested
    class Source_files {

        @Test
        void are_short() throws Exception {
            try (var files = Files.walk(Path.of("src/main/java"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".java")))
                        .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(250));
            }
        }
    }
}
