package io.fluvius.bench.crud;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody, kept as a row that is overwritten. What was before is lost. */
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

    /** Null before it is kept, so that Spring Data inserts it without looking for it first. */
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
