using System.Globalization;
using Cake.Core.Diagnostics;

namespace Frosting.Tests.Fakes;

/// <summary>A log that keeps every entry, whatever the verbosity.</summary>
internal sealed class FakeLog : ICakeLog
{
    private readonly List<(LogLevel Level, string Text)> _entries = [];

    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    public IEnumerable<string> Errors => Of(LogLevel.Error);

    public IEnumerable<string> Of(LogLevel level) =>
        _entries.Where(entry => entry.Level == level).Select(entry => entry.Text);

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
        _entries.Add((level, args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args)));
}
