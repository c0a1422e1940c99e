using System.Buffers;
using System.Text.Json;

namespace AiSandbox.Gateway.Budgets;

/// <summary>
/// Reads out of an answer how many tokens it cost, while it passes: from the whole of a JSON answer, or from each event of a stream.
/// Where a vendor says it several times the largest counts; where it says nothing, four bytes are taken for one.
/// </summary>
internal sealed class UsageReader(bool isStream)
{
    private const int Longest = 4 * 1024 * 1024;

    // The parts that add up, and the sums. https://platform.claude.com/docs/en/build-with-claude/streaming,
    // https://platform.openai.com/docs/api-reference/responses/object, https://ai.google.dev/api/generate-content#UsageMetadata
    private static readonly string[] Parts =
        ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens", "prompt_tokens", "completion_tokens"];
    private static readonly string[] Sums = ["total_tokens", "totalTokenCount"];

    private readonly Dictionary<string, long> _largest = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _text = new();
    private long _bytes;
    private bool _isTooLong;

    /// <summary>Takes in the next piece of the answer.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        _bytes += piece.Length;
        while (isStream && piece.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Keep(piece[..end]);
            ReadText();
            piece = piece[(end + 1)..];
        }

        Keep(piece);
    }

    /// <summary>The tokens of request and answer, once the answer has ended.</summary>
    /// <param name="sent">The bytes of the request.</param>
    public long End(long sent)
    {
        ReadText();
        var sum = Sums.Select(name => _largest.GetValueOrDefault(name)).Max();
        var said = Math.Max(sum, Parts.Sum(name => _largest.GetValueOrDefault(name)));
        return said > 0 ? said : (sent + _bytes) / 4;
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (_text.WrittenCount + piece.Length > Longest)
            _isTooLong = true;
        else
            _text.Write(piece);
    }

    private void ReadText()
    {
        var text = _text.WrittenSpan;
        if (isStream)
            text = text.StartsWith("data:"u8) ? text[5..] : [];
        if (!_isTooLong && text.Length > 0)
            ReadJson(text);
        _text.ResetWrittenCount();
        _isTooLong = false;
    }

    private void ReadJson(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
                if (reader.TokenType is not JsonTokenType.PropertyName)
                    continue;
                var name = reader.GetString()!;
                if (reader.Read() && reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var count)
                    && (Parts.Contains(name, StringComparer.Ordinal) || Sums.Contains(name, StringComparer.Ordinal)))
                    _largest[name] = Math.Max(_largest.GetValueOrDefault(name), count);
            }
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // No JSON, such as the [DONE] of a stream: its bytes are counted.
        }
    }
}
