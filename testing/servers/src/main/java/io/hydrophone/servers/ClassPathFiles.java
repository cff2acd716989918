package io.hydrophone.servers;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Files that jars of the class path carry. */
final class ClassPathFiles {
    private ClassPathFiles() {}

    /** Copies a file of the jar that also carries another, by which it is told from jars with a file of the same name. */
    static void copyFromJarOf(String other, String name, Path target) throws IOException {
        try (JarFile jar = jarOf(other);
                InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
            Files.copy(in, target);
        }
    }

    /** Copies all files below a folder of a jar into a directory; {@code folder} ends with a slash. */
    static void copyFolder(String folder, Path target) throws IOException {
        try (JarFile jar = jarOf(folder)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
                    Path file = target.resolve(entry.getName().substring(folder.length()));
                    Files.createDirectories(file.getParent());
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
    }

    private static JarFile jarOf(String resource) throws IOException {
        URL url = ClassPathFiles.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new FileNotFoundException(resource + " is in no jar of the class path");
        }
        JarURLConnection connection = (JarURLConnection) url.openConnection();
        connection.setUseCaches(false);
        return connection.getJarFile();
    }
}
