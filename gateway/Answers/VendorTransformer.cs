using System.Net;
using AiSandbox.Gateway.Budgets;
using AiSandbox.Gateway.Configuration;
using AiSandbox.Gateway.Requests;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace AiSandbox.Gateway.Answers;

/// <summary>What becomes of one request on its way out, and of its answer on its way in.</summary>
internal sealed class VendorTransformer(Target target, HeldKey key, GatewayWords words) : HttpTransformer
{
    private bool IsGit => target.Vendor.Body is BodyKind.Git;

    /// <summary>What it cost, as far as the answer has said it.</summary>
    public UsageReader Usage { get; private set; } = new(isStream: false);

    /// <summary>Why the answer was not handed on; null where it was.</summary>
    public Refusal? Refused { get; private set; }

    /// <inheritdoc/>
    public override ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var asked = httpContext.Request;
        proxyRequest.RequestUri = new Uri(destinationPrefix + target.Path + target.Query, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        foreach (var (name, values) in asked.Headers)
        {
            if (HeaderTable.IsAsked(name))
                proxyRequest.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
            else if (proxyRequest.Content is { } content && HeaderTable.IsOfContent(name, isEncoded: IsGit))
                content.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
        }

        proxyRequest.Content?.Headers.ContentLength = asked.ContentLength;
        proxyRequest.Headers.Host = null; // the origin's own
        proxyRequest.Headers.TryAddWithoutValidation(target.Vendor.Header, key.Header);
        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
            return false; // it never came: the forwarder has said so
        var headers = proxyResponse.Headers.NonValidated.Concat(proxyResponse.Content.Headers.NonValidated).ToList();
        Refused = Refuse(proxyResponse, headers.SelectMany(header => header.Value));
        if (Refused is not null)
        {
            await OwnAnswer.WriteAsync(httpContext, Refused);
            return false;
        }

        foreach (var (name, values) in headers.Where(header => HeaderTable.IsAnswered(header.Key)))
            httpContext.Response.Headers[name] = values.ToArray();
        // By the answer: not every client says that it takes a stream.
        Usage = new(isStream: proxyResponse.Content.Headers.ContentType?.MediaType is "text/event-stream");
        var stream = await proxyResponse.Content.ReadAsStreamAsync(cancellationToken);
        proxyResponse.Content = new StreamContent(words.IsScanned ? new KeyScan(stream, key.Secrets, Usage.Take) : stream);
        return true;
    }

    private Refusal? Refuse(HttpResponseMessage response, IEnumerable<string> values) => response switch
    {
        _ when words.RefusesRedirects && (int)response.StatusCode is >= 300 and < 400 =>
            new(502, "redirect", $"{target.Vendor.Name} leads to another place, and no key goes there."),
        { StatusCode: HttpStatusCode.SwitchingProtocols } => new(502, "upgrade", "The gateway speaks HTTP and nothing else."),
        _ when words.IsScanned && values.Any(value => key.Secrets.Any(secret => value.Contains(System.Text.Encoding.UTF8.GetString(secret), StringComparison.Ordinal))) =>
            new(502, "reflected", "The vendor's answer had the key in it. It was not handed on."),
        _ when response.Content.Headers.ContentEncoding.Count > 0 => new(502, "encoding", "The vendor's answer is compressed, and cannot be read for the key."),
        _ => null,
    };
}
