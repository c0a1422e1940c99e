using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace AiSandbox.Guard.Logging;

/// <summary>
/// The log: one JSON object a line, written through before the caller goes on, rotated by size. No traffic without a log:
/// the first failure is handed over, and whoever gets it has to end the process.
/// </summary>
public sealed class AccessLog : IDisposable
{
    private const int MaximumText = 255;

    private readonly Lock _writing = new();
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly Utf8JsonWriter _json;
    private readonly string _path;
    private readonly long _maximumBytes;
    private readonly int _keep;
    private readonly Action<Exception> _onFailure;
    private FileStream _file;
    private long _size;

    /// <summary>Opens the log.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximumBytes">The size at which it is rotated.</param>
    /// <param name="keep">How many old files are kept; <c>.0</c> is the newest.</param>
    /// <param name="onFailure">Told when a line could not be written.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public AccessLog(string path, long maximumBytes, int keep, Action<Exception> onFailure)
    {
        _path = path;
        _maximumBytes = maximumBytes;
        _keep = keep;
        _onFailure = onFailure;
        _json = new Utf8JsonWriter(_line);
        _file = Open();
        _size = _file.Length;
    }

    /// <summary>Writes a line.</summary>
    /// <param name="entry">What it says.</param>
    public void Write(LogEntry entry)
    {
        try
        {
            lock (_writing)
            {
                Format(entry);
                if (_size > 0 && _size + _line.WrittenCount > _maximumBytes)
                    Rotate();
                _file.Write(_line.WrittenSpan);
                _size += _line.WrittenCount;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _onFailure(exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            _json.Dispose();
            _file.Dispose();
        }
    }

    private void Format(LogEntry entry)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("time"u8, Seconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        _json.WriteString("event"u8, entry.Event);
        _json.WriteNumber("id"u8, entry.Id);
        _json.WriteString("client"u8, Limited(entry.Client));
        _json.WriteString("method"u8, Limited(entry.Method));
        _json.WriteString("host"u8, Limited(entry.Host));
        _json.WriteString("port"u8, Limited(entry.Port));
        _json.WriteNumber("status"u8, entry.Status);
        _json.WriteString("reason"u8, Limited(entry.Reason));
        _json.WriteNumber("in"u8, entry.In);
        _json.WriteNumber("out"u8, entry.Out);
        _json.WriteNumber("ms"u8, entry.Milliseconds);
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
    }

    // Always three digits behind the point.
    private static decimal Seconds(long milliseconds) =>
        new((int)milliseconds, (int)(milliseconds >> 32), 0, isNegative: false, scale: 3);

    private static string Limited(string text) => text.Length <= MaximumText ? text : text[..MaximumText];

    private void Rotate()
    {
        _file.Dispose();
        for (var number = _keep - 1; number >= 0; number--)
        {
            var from = number == 0 ? _path : Old(number - 1);
            if (File.Exists(from))
                File.Move(from, Old(number), overwrite: true);
        }

        if (_keep == 0)
            File.Delete(_path);
        _file = Open();
        _size = 0;
    }

    private string Old(int number) => string.Create(CultureInfo.InvariantCulture, $"{_path}.{number}");

    // Readers may hold it open and may take it away. Without a buffer, a write is one call to the system.
    private FileStream Open() =>
        new(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
