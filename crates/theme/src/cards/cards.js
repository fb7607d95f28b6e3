// For cards in Ghost's own markup, on pages made elsewhere of text that Ghost wrote: toggles open, players get the browser's controls, pictures of a
// gallery share their row. Masthead's cards need none of it.
(function () {
  document.querySelectorAll('.kg-toggle-card[data-kg-toggle-state] .kg-toggle-heading').forEach(function (heading) {
    heading.addEventListener('click', function () {
      var card = heading.parentElement;
      card.dataset.kgToggleState = card.dataset.kgToggleState === 'close' ? 'open' : 'close';
    });
  });
  document.querySelectorAll('.kg-audio-card audio, .kg-video-card video').forEach(function (player) {
    if (!player.loop) player.controls = true;
    var card = player.closest('.kg-card');
    card.querySelectorAll('.kg-audio-player, .kg-video-overlay, .kg-video-player-container').forEach(function (own) {
      own.remove();
    });
  });
  document.querySelectorAll('.kg-gallery-image img[width][height]').forEach(function (picture) {
    picture.closest('.kg-gallery-image').style.flex = picture.getAttribute('width') / picture.getAttribute('height') + ' 1 0%';
  });
})();
