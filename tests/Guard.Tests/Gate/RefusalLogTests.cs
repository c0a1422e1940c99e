using System.Text.Json;
using AiSandbox.Guard.Gate;
using AiSandbox.Guard.Logging;

namespace Guard.Tests.Gate;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RefusalLogTests : IDisposable
{
    private readonly Clock _clock = new();
    private readonly string _path = Path.GetTempFileName();
    private readonly AccessLog _file;
    private readonly RefusalLog _log;

    public RefusalLogTests()
    {
        _file = new AccessLog(_path, 1024 * 1024, 1, exception => throw exception);
        _log = new RefusalLog(_file, _clock);
    }

    [Test]
    public void Should_write_a_name_once_a_minute()
    {
        _log.Write("a.example");
        _log.Write("a.example");
        _log.Write("b.example");
        _clock.Pass(TimeSpan.FromMinutes(1));
        _log.Write("a.example");

        Lines().Select(line => $"{line.GetProperty("event")} {line.GetProperty("host")} {line.GetProperty("reason")}")
            .ShouldBe(["lookup a.example name", "lookup b.example name", "lookup a.example name"]);
    }

    [Test]
    public void Should_write_a_bounded_number_a_minute_and_say_so_once()
    {
        for (var i = 0; i < 5000; i++)
            _log.Write($"{i}.example");

        var lines = Lines();
        lines.Count.ShouldBe(RefusalLog.MostAMinute + 1);
        lines[^1].GetProperty("event").GetString().ShouldBe("gate");
        lines[^1].GetProperty("reason").GetString().ShouldBe("limit");
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    private List<JsonElement> Lines()
    {
        using var file = new StreamReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }
}
