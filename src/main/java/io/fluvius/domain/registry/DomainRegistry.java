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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The domains of this application: one for each {@link DomainDefinition} bean. Immutable. */
public final class DomainRegistry {

    private final List<RegisteredDomain> domains;

    /**
     * Registers the domains of these definitions.
     *
     * @throws IllegalArgumentException when a family is not a sealed interface of records, or a view is not supported
     * @throws StartupRefusedException when two domains have the same name or path
     */
    public DomainRegistry(Collection<DomainDefinition> definitions) {
        this.domains = definitions.stream()
                .map(RegisteredDomain::of)
                .sorted(Comparator.comparing(RegisteredDomain::name))
                .toList();
        requireUnique("resource", RegisteredDomain::name);
        requireUnique("path", RegisteredDomain::path);
    }

    /** Every domain, ordered by name. */
    public List<RegisteredDomain> all() {
        return domains;
    }

    /**
     * The domain with that name.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE}
     */
    public RegisteredDomain named(String name) {
        return required(find(domain -> domain.name().equals(name)));
    }

    /**
     * The domain whose resources have that path.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE}
     */
    public RegisteredDomain withPath(String path) {
        return required(find(domain -> domain.path().equals(path)));
    }

    /**
     * The view with that record.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE}
     */
    @SuppressWarnings("unchecked") // the record is the type of the view
    public <V extends Record> ViewType<V> view(Class<V> view) {
        return (ViewType<V>)
                required(find(domain -> domain.view().record() == view)).view();
    }

    private Optional<RegisteredDomain> find(Predicate<RegisteredDomain> condition) {
        return domains.stream().filter(condition).findFirst();
    }

    private static RegisteredDomain required(Optional<RegisteredDomain> found) {
        return found.orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_RESOURCE, "There is no such resource")
                .asException());
    }

    private void requireUnique(String kind, Function<RegisteredDomain, String> key) {
        Map<String, RegisteredDomain> owners = new HashMap<>();
        for (RegisteredDomain domain : domains) {
            RegisteredDomain other = owners.putIfAbsent(key.apply(domain), domain);
            if (other != null) {
                throw new StartupRefusedException(
                        "The " + kind + " " + key.apply(domain) + " belongs to two domains, those of "
                                + other.definition().commands().getName() + " and "
                                + domain.definition().commands().getName() + ".",
                        "Give one of them another " + (kind.equals("path") ? "path" : "name") + ".");
            }
        }
    }
}
