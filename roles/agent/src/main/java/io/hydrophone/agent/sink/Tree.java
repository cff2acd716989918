package io.hydrophone.agent.sink;

import io.hydrophone.core.msgpack.PackWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes maps and lists in JSON or in MessagePack, which wants to know beforehand how many elements they have. */
sealed interface Tree {
    /** Its pairs follow, each a {@link #key} and a value, then {@link #end}. */
    Tree map(int pairs);

    /** Its elements follow, then {@link #end}. */
    Tree list(int elements);

    Tree end();

    Tree key(String name);

    Tree text(String value);

    Tree integer(long value);

    Tree number(double value);

    byte[] bytes();

    String contentType();

    default Tree texts(List<String> values) {
        list(values.size());
        values.forEach(this::text);
        return end();
    }

    static Tree json() {
        return new Json();
    }

    static Tree messagePack() {
        return new Packed();
    }

    /** In JSON. */
    final class Json implements Tree {
        private static final JsonFactory FACTORY = new JsonFactory();

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
        private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
        /** A bit for each level: set for a map. */
        private long maps;

        @Override
        public Tree map(int pairs) {
            maps = (maps << 1) | 1;
            json.writeStartObject();
            return this;
        }

        @Override
        public Tree list(int elements) {
            maps = maps << 1;
            json.writeStartArray();
            return this;
        }

        @Override
        public Tree end() {
            if ((maps & 1) == 1) {
                json.writeEndObject();
            } else {
                json.writeEndArray();
            }
            maps >>>= 1;
            return this;
        }

        @Override
        public Tree key(String name) {
            json.writeName(name);
            return this;
        }

        @Override
        public Tree text(String value) {
            json.writeString(value);
            return this;
        }

        @Override
        public Tree integer(long value) {
            json.writeNumber(value);
            return this;
        }

        @Override
        public Tree number(double value) {
            if (PackWriter.isWhole(value)) {
                json.writeNumber((long) value);
            } else {
                json.writeNumber(value);
            }
            return this;
        }

        @Override
        public byte[] bytes() {
            json.close();
            return out.toByteArray();
        }

        @Override
        public String contentType() {
            return "application/json";
        }
    }

    /** In MessagePack. */
    final class Packed implements Tree {
        private final PackWriter out = new PackWriter(16 << 10);

        @Override
        public Tree map(int pairs) {
            out.map(pairs);
            return this;
        }

        @Override
        public Tree list(int elements) {
            out.array(elements);
            return this;
        }

        @Override
        public Tree end() {
            return this;
        }

        @Override
        public Tree key(String name) {
            out.text(name);
            return this;
        }

        @Override
        public Tree text(String value) {
            out.text(value);
            return this;
        }

        @Override
        public Tree integer(long value) {
            out.integer(value);
            return this;
        }

        @Override
        public Tree number(double value) {
            out.number(value);
            return this;
        }

        @Override
        public byte[] bytes() {
            return out.bytes();
        }

        @Override
        public String contentType() {
            return "application/msgpack";
        }
    }
}
