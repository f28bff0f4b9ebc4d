package io.fluvius.console.operation;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.command.CommandFactory;
import io.fluvius.database.DatabaseFacts;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.operations.ProcessorStatus;
import io.fluvius.operations.Processors;
import io.fluvius.processing.saga.RunningSagas;
import io.fluvius.query.StateManager;
import io.fluvius.settings.EffectiveSettings;
import io.swagger.v3.oas.annotations.Hidden;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventBus;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What runs here: versions, stores, domains, nodes, and settings without secrets. */
@Hidden
@Controller
class AboutPage {

    private static final long MEBIBYTE = 1 << 20;

    private final DatabaseFacts database;
    private final EventLog log;
    private final StateManager state;
    private final DomainRegistry domains;
    private final CommandFactory commands;
    private final Processors processors;
    private final RunningSagas sagas;
    private final CurrentCaller callers;
    private final Environment environment;

    AboutPage(
            DatabaseFacts database,
            EventLog log,
            StateManager state,
            DomainRegistry domains,
            CommandFactory commands,
            Processors processors,
            RunningSagas sagas,
            CurrentCaller callers,
            Environment environment) {
        this.database = database;
        this.log = log;
        this.state = state;
        this.domains = domains;
        this.commands = commands;
        this.processors = processors;
        this.sagas = sagas;
        this.callers = callers;
        this.environment = environment;
    }

    /** A view and how many rows it has. */
    record Rows(String path, long count) {}

    /** A domain. */
    record Domain(String name, List<Rows> views, int commands, int events) {}

    /** A node, and how many segments of processors it processes. */
    record Node(String name, long segments) {}

    /** The memory of this node. */
    record Memory(long used, long most) {}

    @GetMapping("/console/about")
    String about(Model model) {
        List<ProcessorStatus> all = processors.all();
        model.addAttribute("springBoot", SpringBootVersion.getVersion());
        model.addAttribute("axon", EventBus.class.getPackage().getImplementationVersion());
        model.addAttribute("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        model.addAttribute("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        model.addAttribute("threads", Runtime.getRuntime().availableProcessors());
        model.addAttribute("memory", memory());
        model.addAttribute(
                "started",
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
        model.addAttribute("database", database.read());
        model.addAttribute("store", log.store());
        model.addAttribute("head", Math.max(0, log.head()));
        model.addAttribute(
                "sagas",
                sagas.types().stream().mapToLong(RunningSagas.Type::running).sum());
        model.addAttribute(
                "deadLetters",
                all.stream().mapToLong(ProcessorStatus::deadLetters).sum());
        model.addAttribute("domains", domains.all().stream().map(this::domain).toList());
        model.addAttribute(
                "automations",
                all.stream()
                        .filter(it ->
                                it.kind().equals("automation") || it.kind().equals("saga"))
                        .toList());
        model.addAttribute("nodes", nodes(all));
        model.addAttribute("settings", EffectiveSettings.of(environment));
        return "console/about";
    }

    private Domain domain(RegisteredDomain domain) {
        return new Domain(
                domain.name(),
                domains.views().stream()
                        .filter(view -> view.domain().equals(domain.name()))
                        .map(view -> new Rows(view.path(), rows(view)))
                        .toList(),
                commands.types(domain.name()).size(),
                domain.events().size());
    }

    /** How many rows there are concerns operators, who may not read the rows. */
    private long rows(RegisteredView view) {
        return callers.call(Caller.APPLICATION, () -> state.count(view.resource(), Map.of()));
    }

    private static List<Node> nodes(List<ProcessorStatus> all) {
        return all.stream()
                .flatMap(processor -> processor.segments().stream())
                .map(ProcessorStatus.Segment::node)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(node -> node, Collectors.counting()))
                .entrySet()
                .stream()
                .map(node -> new Node(node.getKey(), node.getValue()))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    private static Memory memory() {
        Runtime runtime = Runtime.getRuntime();
        return new Memory((runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE, runtime.maxMemory() / MEBIBYTE);
    }
}
