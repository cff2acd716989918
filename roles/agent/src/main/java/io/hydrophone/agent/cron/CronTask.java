package io.hydrophone.agent.cron;

/** A task of a crontab, as the log of cron names it. */
record CronTask(String user, String command) {
    private static final int MAX_NAME = 200;

    CronTask {
        command = spaced(command);
    }

    /** One space between words, however they stand in the file. */
    private static String spaced(String command) {
        return command.strip().replaceAll("\\s+", " ");
    }

    /** For the tag: the command, at most 200 characters of it. */
    String name() {
        return command.length() > MAX_NAME ? command.substring(0, MAX_NAME) : command;
    }
}
