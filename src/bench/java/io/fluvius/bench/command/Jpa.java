package io.fluvius.bench.command;

import io.fluvius.bench.Database;
import io.fluvius.bench.crud.PersonEntity;
import io.fluvius.bench.crud.PersonRepository;
import io.fluvius.bench.crud.Persons;
import java.sql.SQLException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Saves a Spring Data JPA entity with a unique e-mail address, without history. */
final class Jpa implements Creator {

    static final String NAME = "Spring Data JPA";

    private final RowCounter rows;
    private final ConfigurableApplicationContext context;
    private final PersonRepository persons;

    Jpa(Database database) throws SQLException {
        Persons.create(database);
        this.rows = RowCounter.of(database, "person");
        this.context = new SpringApplicationBuilder(Persons.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(Persons.settings(database).entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        this.persons = context.getBean(PersonRepository.class);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void create(NewUser user) {
        persons.save(new PersonEntity(user.id(), user.name(), user.email()));
    }

    @Override
    public RowCounter rows() {
        return rows;
    }

    @Override
    public void close() {
        context.close();
    }
}
