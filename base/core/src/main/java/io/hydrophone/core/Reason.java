package io.hydrophone.core;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why something failed, in a few words that go into a message. */
public final class Reason {
    private static final int MAX_TEXT = 200;

    private Reason() {}

    /** What the system said of a file, without the path: that stands beside it. */
    public static String ofFile(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        String text = failure instanceof FileSystemException e && e.getReason() != null
                ? e.getReason()
                : failure.getMessage();
        return text == null ? failure.getClass().getSimpleName() : text;
    }

    /** The innermost cause: what kind it is, and what it says, perhaps in another machine's words. */
    public static String innermost(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage();
        String name = root.getClass().getSimpleName();
        return text == null ? name : name + ": " + Foreign.text(text, MAX_TEXT);
    }
}
