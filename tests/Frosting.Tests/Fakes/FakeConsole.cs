using System.Globalization;
using System.Text;
using Cake.Core;

namespace Frosting.Tests.Fakes;

/// <summary>A console that keeps what is written to it.</summary>
internal sealed class FakeConsole : IConsole
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public ConsoleColor ForegroundColor { get; set; }

    public ConsoleColor BackgroundColor { get; set; }

    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) => Append(_output, format, arg);

    public void WriteLine(string format, params object[] arg) => Append(_output, format + '\n', arg);

    public void WriteError(string format, params object[] arg) => Append(_error, format, arg);

    public void WriteErrorLine(string format, params object[] arg) => Append(_error, format + '\n', arg);

    public void ResetColor()
    {
    }

    private static void Append(StringBuilder text, string format, object[] arguments) =>
        text.Append(arguments.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, arguments));
}
