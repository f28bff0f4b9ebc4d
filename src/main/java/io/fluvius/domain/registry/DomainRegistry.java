package io.fluvius.domain.registry;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.problem.Suggestion;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The domains of this application: one for each {@link DomainDefinition} bean. Immutable. */
public final class DomainRegistry {

    private final List<RegisteredDomain> domains;
    private final List<RegisteredView> views;

    /**
     * Registers these definitions.
     *
     * @throws StartupRefusedException when a family is not a sealed interface of records, Fluvius does not support a view, or
     *     two views have the same name, path, or record
     */
    public DomainRegistry(Collection<DomainDefinition> definitions) {
        this.domains = definitions.stream()
                .map(RegisteredDomain::of)
                .sorted(Comparator.comparing(RegisteredDomain::name))
                .toList();
        this.views = domains.stream().flatMap(domain -> domain.views().stream()).toList();
        requireUnique("name", RegisteredView::resource);
        requireUnique("path", RegisteredView::path);
        requireUnique("record", view -> view.type().record().getName());
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
        return find(domains, RegisteredDomain::name, name);
    }

    /** The views of every domain: those of the first domain, and so on. */
    public List<RegisteredView> views() {
        return views;
    }

    /**
     * Returns the view of a resource.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE} if none has this name
     */
    public RegisteredView resource(String name) {
        return find(views, RegisteredView::resource, name);
    }

    /**
     * Returns the view whose rows have a path.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE} if none has it
     */
    public RegisteredView withPath(String path) {
        return find(views, RegisteredView::path, path);
    }

    /**
     * Returns the view that is derived from a record.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNKNOWN_RESOURCE} if no domain has it
     */
    @SuppressWarnings("unchecked") // the record is the type of the view
    public <V extends Record> ViewType<V> view(Class<V> view) {
        return (ViewType<V>)
                find(views, it -> it.type().record().getName(), view.getName()).type();
    }

    private static <T> T find(List<T> all, Function<T, String> key, String wanted) {
        return all.stream()
                .filter(it -> key.apply(it).equals(wanted))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ProblemCode.UNKNOWN_RESOURCE,
                                "This application has no such resource"
                                        + Suggestion.of(
                                                wanted, all.stream().map(key).toList()))
                        .asException());
    }

    private void requireUnique(String kind, Function<RegisteredView, String> key) {
        Map<String, RegisteredView> owners = new HashMap<>();
        for (RegisteredView view : views) {
            RegisteredView other = owners.putIfAbsent(key.apply(view), view);
            if (other != null) {
                throw new StartupRefusedException(
                        "Two resources have the " + kind + " " + key.apply(view) + ": that of "
                                + other.type().record().getName() + " and that of "
                                + view.type().record().getName() + ".",
                        "Change the " + kind + " of one of them.");
            }
        }
    }
}
