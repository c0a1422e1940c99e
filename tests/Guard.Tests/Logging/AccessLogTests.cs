using System.Text.Json;
using AiSandbox.Guard.Logging;

namespace Guard.Tests.Logging;

public sealed class AccessLogTests
{
    private string _folder = "";

    private string LogPath => Path.Combine(_folder, "access.log");

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("guard-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Should_write_one_schema_and_escape_what_a_client_sent()
    {
        using (var log = Open())
            log.Write(new LogEntry(LogEvents.Refuse, 7, "172.18.0.3", "A\"B\n", "x\u2028</script>", "443", 403, "method", 1, 2, 3));

        var text = File.ReadAllText(LogPath);
        text.ShouldEndWith("}\n");
        text.Count(character => character == '\n').ShouldBe(1);
        text.ShouldAllBe(character => character < 128);
        text.ShouldMatch(@"^\{""time"":\d{10}\.\d{3},""event"":""refuse"",""id"":7,""client"":""172.18.0.3"",""method"":");
        using var line = JsonDocument.Parse(text);
        line.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(
            ["time", "event", "id", "client", "method", "host", "port", "status", "reason", "in", "out", "ms"]);
        line.RootElement.GetProperty("method").GetString().ShouldBe("A\"B\n");
    }

    [Test]
    public void Should_limit_the_length_of_a_text()
    {
        using (var log = Open())
            log.Write(new LogEntry(LogEvents.Refuse, Host: new string('a', 5000)));

        File.ReadAllText(LogPath).Length.ShouldBeLessThan(600);
    }

    [Test]
    public void Should_rotate_and_keep_the_newest_files()
    {
        using (var log = Open(maximumBytes: 1000))
        {
            for (var id = 1; id <= 100; id++)
                log.Write(new LogEntry(LogEvents.Note, id));
        }

        Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            ["access.log", "access.log.0", "access.log.1", "access.log.2"]);
        Directory.GetFiles(_folder).ShouldAllBe(file => new FileInfo(file).Length <= 1000);
        string[] oldestFirst = [".2", ".1", ".0", ""];
        var ids = oldestFirst.SelectMany(end => File.ReadAllLines(LogPath + end)).Select(IdOf).ToList();
        ids.ShouldBe(Enumerable.Range(101 - ids.Count, ids.Count));
    }

    [Test]
    public void Should_append_to_what_is_there()
    {
        File.WriteAllText(LogPath, "{}\n");
        using (var log = Open())
            log.Write(new LogEntry(LogEvents.Note));

        File.ReadAllLines(LogPath).Length.ShouldBe(2);
    }

    [Test]
    [Platform("Linux")]
    public void Should_tell_when_a_line_cannot_be_written()
    {
        Exception? failure = null;
        using var log = new AccessLog("/dev/full", 1000, 3, exception => failure = exception);

        log.Write(new LogEntry(LogEvents.Note));

        failure.ShouldBeAssignableTo<IOException>();
    }

    private AccessLog Open(long maximumBytes = 1 << 20) =>
        new(LogPath, maximumBytes, 3, exception => throw new InvalidOperationException("The log failed.", exception));

    private static int IdOf(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("id").GetInt32();
    }
}
