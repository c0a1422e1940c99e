using System.Net;
using AiSandbox.Gateway.Answers;
using AiSandbox.Gateway.Budgets;
using AiSandbox.Gateway.Configuration;
using AiSandbox.Gateway.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace AiSandbox.Gateway;

/// <summary>Hands requests on to vendors with the key in them, which the workspace never sees.</summary>
internal sealed class GatewayServer(
    GatewayWords words, GatewayOptions options, IReadOnlyDictionary<string, HeldKey> keys, Budget budget, GatewayLog log, HttpMessageInvoker client) : IDisposable
{
    // One that thinks for long says nothing for long.
    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromMinutes(10), Version = HttpVersion.Version11 };

    private readonly RequestCheck _check = new(words.RefusesHostedTools);

    /// <summary>What opens connections to the vendors.</summary>
    /// <param name="proxy">Squid's port for what has a key, the only way out.</param>
    /// <param name="words">How strict it is.</param>
    public static HttpMessageInvoker Client(Uri proxy, GatewayWords words) => new(new SocketsHttpHandler
    {
        Proxy = new WebProxy(proxy),
        AllowAutoRedirect = !words.RefusesRedirects,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(25),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10), // a key's host that is taken off the list is left behind
    });

    /// <summary>Builds what listens.</summary>
    /// <param name="port">The port; 0 for any that is free.</param>
    public WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ListenAnyIP(port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 128;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        app.Run(context => HandleAsync(context, forwarder));
        return app;
    }

    private async Task HandleAsync(HttpContext context, IHttpForwarder forwarder)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var (target, refusal) = Target.Read(context.Request.Method, raw, options.Vendors, words.OnlyListed);
        if (context.Request.Headers.Upgrade.Count > 0)
            refusal = new(426, "upgrade", "The gateway speaks HTTP and nothing else.");
        refusal ??= await _check.ReadAsync(context, target!.Vendor.Body) ?? budget.Enter();
        if (refusal is not null)
        {
            log.Refused(target?.Vendor.Name ?? "-", refusal.Reason);
            await OwnAnswer.WriteAsync(context, refusal);
            return;
        }

        await ForwardAsync(context, forwarder, target!);
    }

    private async Task ForwardAsync(HttpContext context, IHttpForwarder forwarder, Target target)
    {
        var (vendor, sent) = (target.Vendor, context.Request.ContentLength ?? 0);
        var transformer = new VendorTransformer(target, keys[vendor.Name], words);
        var error = await forwarder.SendAsync(context, vendor.Origin.GetLeftPart(UriPartial.Authority), client, Patience, transformer);
        if (transformer.Refused is null && context.Features.Get<IForwarderErrorFeature>()?.Exception is { } failed)
            await FailAsync(context, vendor, error, failed);
        else if (transformer.Refused is { } refused)
            log.Refused(vendor.Name, refused.Reason);

        var tokens = vendor.Body is BodyKind.Git ? 0 : transformer.Usage.End(sent);
        budget.Spend(tokens);
        log.Done(vendor.Name, context.Request.Method, target.Path, context.Response.StatusCode, tokens);
    }

    private async Task FailAsync(HttpContext context, Vendor vendor, ForwarderError error, Exception failed)
    {
        var isReflected = failed is KeyReflectedException or { InnerException: KeyReflectedException };
        if (context.RequestAborted.IsCancellationRequested && !isReflected)
            return; // the client has gone

        log.Refused(vendor.Name, isReflected ? "reflected" : $"{error}");
        await OwnAnswer.WriteAsync(context, isReflected
            ? new(502, "reflected", "The vendor's answer had the key in it. It was cut.")
            : new(502, "unreachable", $"{vendor.Origin.Host} could not be reached. The owner sees why: LogsProxy."));
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
