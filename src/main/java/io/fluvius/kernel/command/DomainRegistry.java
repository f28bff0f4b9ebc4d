package io.fluvius.kernel.command;

import io.fluvius.kernel.CommandProcessor;
import io.fluvius.kernel.CommandType;
import io.fluvius.kernel.Domain;
import io.fluvius.kernel.DomainDefinition;
import io.fluvius.kernel.Domains;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.SealedFamily;
import io.fluvius.kernel.StartRefused;
import io.fluvius.kernel.StateManager;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Every {@link Domain} bean. Looks beans up late, so that domains can be made before what they are wired to. */
final class DomainRegistry implements Domains, SmartInitializingSingleton {

    private final ObjectProvider<Domain> domains;
    private final ObjectProvider<CommandProcessor> processor;
    private final ObjectProvider<StateManager> state;
    private final PayloadBinder binder;
    private final PayloadSchemas schemas = new PayloadSchemas();

    /** All domains once the application knows them: they are asked for several times a request. */
    private volatile @Nullable List<Domain> known;

    DomainRegistry(
            ObjectProvider<Domain> domains,
            ObjectProvider<CommandProcessor> processor,
            ObjectProvider<StateManager> state,
            Validator validator) {
        this.domains = domains;
        this.processor = processor;
        this.state = state;
        this.binder = new PayloadBinder(validator);
    }

    @Override
    public Domain define(DomainDefinition definition) {
        SealedFamily.members(definition.events());
        SealedFamily.members(definition.rejections());
        return new RegisteredDomain(definition, schemas, binder, processor::getObject, state::getObject);
    }

    @Override
    public List<Domain> all() {
        List<Domain> all = known;
        return all == null ? lookUp() : all;
    }

    private List<Domain> lookUp() {
        return domains.stream()
                .sorted(Comparator.comparing(domain -> domain.definition().name()))
                .toList();
    }

    @Override
    public Domain named(String name) {
        return find(domain -> domain.definition().name().equals(name), ProblemCode.UNKNOWN_RESOURCE, "resource");
    }

    @Override
    public Domain at(String path) {
        return find(domain -> domain.definition().path().equals(path), ProblemCode.UNKNOWN_RESOURCE, "resource");
    }

    @Override
    public Domain owning(String commandKey) {
        return find(domain -> keys(domain).contains(commandKey), ProblemCode.UNKNOWN_COMMAND, "command");
    }

    /** Refuses to start with two domains that claim the same name, path or command. */
    @Override
    public void afterSingletonsInstantiated() {
        Map<String, String> claims = new HashMap<>();
        List<Domain> all = lookUp();
        known = all;
        for (Domain domain : all) {
            String name = domain.definition().name();
            claim(claims, "the resource " + name, domain);
            claim(claims, "the path " + domain.definition().path(), domain);
            keys(domain).forEach(key -> claim(claims, "the command " + key, domain));
        }
    }

    private static void claim(Map<String, String> claims, String what, Domain domain) {
        String family = domain.definition().commands().getName();
        String other = claims.putIfAbsent(what, family);
        if (other != null) {
            throw new StartRefused(
                    what + " belongs to two domains, those of " + other + " and " + family + ".",
                    "Give one of them another name.");
        }
    }

    private Domain find(Predicate<Domain> which, ProblemCode otherwise, String what) {
        return all().stream()
                .filter(which)
                .findFirst()
                .orElseThrow(
                        () -> Problem.of(otherwise, "There is no such " + what).asException());
    }

    private static List<String> keys(Domain domain) {
        return domain.commands().stream().map(CommandType::key).toList();
    }
}
