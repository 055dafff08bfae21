moothall.anchors({{ anchors | tojson }});
