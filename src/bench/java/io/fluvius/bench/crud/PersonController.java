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

/** Persons over HTTP. The profile excludes it from the application, whose component scan finds it. */
@RestController
@Profile(CrudApplication.PROFILE)
@RequestMapping("/persons")
class PersonController {

    /** The data of a person in a request. */
    record Details(String name, String email) {}

    /** A person in a response. */
    record Response(
            UUID id, String name, String email, boolean locked, Instant createdAt, Instant updatedAt, long version) {}

    private final PersonRepository persons;

    PersonController(PersonRepository persons) {
        this.persons = persons;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Response create(@RequestBody Details details) {
        return response(persons.save(new PersonEntity(UUID.randomUUID(), details.name(), details.email())));
    }

    @GetMapping("/{id}")
    Response get(@PathVariable UUID id) {
        return response(find(id));
    }

    @PutMapping("/{id}")
    Response update(@PathVariable UUID id, @RequestBody Details details) {
        PersonEntity person = find(id);
        person.name = details.name();
        return saveChanged(person);
    }

    @PostMapping("/{id}/lock")
    Response lock(@PathVariable UUID id) {
        PersonEntity person = find(id);
        person.locked = true;
        return saveChanged(person);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        persons.deleteById(id);
    }

    private PersonEntity find(UUID id) {
        return persons.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Response saveChanged(PersonEntity person) {
        person.updatedAt = Instant.now();
        return response(persons.save(person));
    }

    private static Response response(PersonEntity person) {
        return new Response(
                person.id,
                person.name,
                person.email,
                person.locked,
                person.createdAt,
                person.updatedAt,
                person.version == null ? 0 : person.version);
    }
}
