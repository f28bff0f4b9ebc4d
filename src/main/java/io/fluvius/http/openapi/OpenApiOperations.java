package io.fluvius.http.openapi;

import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.tags.Tag;

/** Describes the URLs of a module in the OpenAPI document. Each bean of this type is asked once for each document. */
public interface OpenApiOperations {

    /** The tag of the operations. Several beans may have tags of the same name, of which the document contains one. */
    Tag tag();

    /** Adds the operations, and the schemas that they refer to. */
    void addTo(Paths paths, ComponentSchemas components);
}
