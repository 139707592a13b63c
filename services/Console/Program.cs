using MudBlazor.Services;
using Timeline.Console.Api;
using Timeline.Console.Components;
using Timeline.Console.Gateway;
using Timeline.Console.Live;
using Timeline.Console.SigningIn;
using Timeline.Console.Terminal;
using Timeline.Hosting;

if (Terminal.IsVerb(args))
{
    return await Terminal.RunAsync(args);
}

// content stands beside the program, wherever it is started from
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.Logging.OnlyWhatMatters();
builder.AddGateway();
builder.AddLive();
builder.Services.AddScoped<TimelineClient>();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Handover>();
builder.Services.AddMudServices();
builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = 512 * 1024);   // a rule's document, or a long note, comes in one

var app = builder.Build();
app.UseGate();
app.UseSignIn();
app.UsePages();
app.MapGateway();
app.MapLive();
app.MapSignIn();
app.MapPages();
await app.RunAsync();
return 0;
