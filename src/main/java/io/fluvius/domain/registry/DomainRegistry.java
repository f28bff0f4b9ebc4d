package io.fluvius.domain.registry;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.StartupRefusedException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The domains of this application: one for each {@link DomainDefinition} bean. Immutable. */
public final class DomainRegistry {

    private final List<RegisteredDomain> domains;

    /**
     * Registers these definitions.
     *
     * @throws StartupRefusedException when a family is not a sealed interface of records, Fluvius does not support a view, or
     *     two domains have the same name or path
     */
    public DomainRegistry(Collection<DomainDefinition> definitions) {
        this.domains = definitions.stream()
                .map(RegisteredDomain::of)
                .sorted(Comparator.comparing(RegisteredDomain::name))
                .toList();
        requireUnique("name", RegisteredDomain::name);
        requireUnique("path", RegisteredDomain::path);
    }

    /** Every domain, ordered by name. */
    public List<RegisteredDomain> all() {
        return domains;
    }

    /**
     * Returns the domain with a name.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE} if none has it
     */
    public RegisteredDomain named(String name) {
        return find(domain -> domain.name().equals(name));
    }

    /**
     * Returns the domain whose resources have a path.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE} if none has it
     */
    public RegisteredDomain withPath(String path) {
        return find(domain -> domain.path().equals(path));
    }

    /**
     * Returns the view that is derived from a record.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE} if no domain has it
     */
    @SuppressWarnings("unchecked") // the record is the type of the view
    public <V extends Record> ViewType<V> view(Class<V> view) {
        return (ViewType<V>) find(domain -> domain.view().record() == view).view();
    }

    private RegisteredDomain find(Predicate<RegisteredDomain> condition) {
        return domains.stream()
                .filter(condition)
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_RESOURCE, "This application has no such resource")
                        .asException());
    }

    private void requireUnique(String kind, Function<RegisteredDomain, String> key) {
        Map<String, RegisteredDomain> owners = new HashMap<>();
        for (RegisteredDomain domain : domains) {
            RegisteredDomain other = owners.putIfAbsent(key.apply(domain), domain);
            if (other != null) {
                throw new StartupRefusedException(
                        "Two domains have the " + kind + " " + key.apply(domain) + ": that of "
                                + other.definition().commands().getName() + " and that of "
                                + domain.definition().commands().getName() + ".",
                        "Change the " + kind + " of one of them.");
            }
        }
    }
}
