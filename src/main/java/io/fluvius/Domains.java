package io.fluvius;

import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.StateManager;
import java.util.List;

/** The domains of this application. Safe for use by many threads. */
public final class Domains {

    private final DomainRegistry registry;
    private final CommandFactory commands;
    private final CommandProcessor processor;
    private final StateManager state;

    Domains(DomainRegistry registry, CommandFactory commands, CommandProcessor processor, StateManager state) {
        this.registry = registry;
        this.commands = commands;
        this.processor = processor;
        this.state = state;
    }

    /** All domains, ordered by name. */
    public List<Domain> all() {
        return registry.all().stream().map(this::domain).toList();
    }

    /**
     * Returns the domain with a name.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE} when no domain has it
     */
    public Domain named(String name) {
        return domain(registry.named(name));
    }

    private Domain domain(RegisteredDomain registered) {
        return new Domain(registered, commands, processor, state);
    }
}
