package io.fluvius.bench.crud;

import java.time.Instant;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Persons over HTTP. The profile keeps it out of the application, whose scan finds it. */
@RestController
@Profile(CrudApplication.PROFILE)
@RequestMapping("/persons")
class PersonController {

    /** What can be said about a person. */
    record Details(String name, String email) {}

    /** A person as seen by callers. */
    record Shown(
            UUID id, String name, String email, boolean locked, Instant createdAt, Instant updatedAt, long version) {}

    private final PersonRepository persons;

    PersonController(PersonRepository persons) {
        this.persons = persons;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown create(@RequestBody Details details) {
        return shown(persons.save(new PersonEntity(UUID.randomUUID(), details.name(), details.email())));
    }

    @GetMapping("/{id}")
    Shown get(@PathVariable UUID id) {
        return shown(find(id));
    }

    @PutMapping("/{id}")
    Shown update(@PathVariable UUID id, @RequestBody Details details) {
        PersonEntity person = find(id);
        person.name = details.name();
        return changed(person);
    }

    @PostMapping("/{id}/lock")
    Shown lock(@PathVariable UUID id) {
        PersonEntity person = find(id);
        person.locked = true;
        return changed(person);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        persons.deleteById(id);
    }

    private PersonEntity find(UUID id) {
        return persons.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Shown changed(PersonEntity person) {
        person.updatedAt = Instant.now();
        return shown(persons.save(person));
    }

    private static Shown shown(PersonEntity person) {
        return new Shown(
                person.id,
                person.name,
                person.email,
                person.locked,
                person.createdAt,
                person.updatedAt,
                person.version == null ? 0 : person.version);
    }
}
