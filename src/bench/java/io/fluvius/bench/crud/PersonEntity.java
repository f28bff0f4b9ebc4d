package io.fluvius.bench.crud;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person, stored as a row that is overwritten by updates. */
@Entity
@Table(name = "person")
public class PersonEntity {

    @Id
    UUID id;

    String name;
    String email;
    boolean locked;
    Instant createdAt;
    Instant updatedAt;

    /** Null for a new entity, so that Spring Data inserts it without a query. */
    @Version
    @Nullable Long version;

    protected PersonEntity() {}

    public PersonEntity(UUID id, String name, String email) {
        this.id = id;
        this.name = name;
        this.email = email;
        this.createdAt = Instant.now();
        this.updatedAt = createdAt;
    }
}
